package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's own sentences of a message: without what is quoted, pasted, forwarded, or given to be worked on. */
final class Prose {
    /** Stands for what is not the user's own: no rule reaches over it. */
    private static final char GAP = '\uFFFC';

    private static final Pattern FENCE = Pattern.compile("```.*?(?:```|\\z)", Pattern.DOTALL);
    private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^\\s*(?:>|\\|).*$");
    private static final Pattern FORWARDED = Pattern.compile(
            "(?im)^\\s*(?:-{2,}.*(?:original|forwarded).*|begin forwarded message.*|on .{0,80} wrote:|from: .*)$.*\\z",
            Pattern.DOTALL);
    private static final Pattern SPEAKER = Pattern.compile(
            "(?m)^\\s*(?!(?i:note|update|reminder|correction|ps|p\\.s|fyi|edit|remember|btw|fact|important|info|heads up|also|sorry|today|news|"
                    + "actually|me|yes|no|ok|okay|question|anyway|please|again|allergies|name|address|phone|email|city|job|birthday|confession|spoiler|reason|"
                    + "answer|result|warning|alert|plus|first|second|finally|background|context|profile|summary|hint|so|and|but)\\s*:)[A-Z][\\p{L}.'-]+(?: [A-Z][\\p{L}.'-]+)?\\s*:\\s.*$");
    private static final Pattern TASK = Pattern.compile(
            "(?i)(?:^|(?<=[.!?\\n] )|(?<=\\n))(?:(?:please|can you|could you|would you|hey|ok|now|help me|i need you to|i want you to),? ){0,6}"
                    + "(?:translate|rewrite|rephrase|paraphrase|proofread|proof-read|correct (?:this|the|my)|draft|write(?! (?:this |that |it )?down)|compose|summari[sz]e|edit (?:this|the|my)|fix the|check the grammar|"
                    + "improve|shorten|role-?play|act as|act like|tell me a story|how do (?:you|i) say|what does)\\b.*\\z",
            Pattern.DOTALL);
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"[^\"\\n]*(?:\"|$)", Pattern.MULTILINE);
    private static final Pattern SINGLE_QUOTED =
            Pattern.compile("(?<=[\\s:(,])'(?=[A-Z])[^\\n]{0,600}?[.,!?]?'(?=[\\s.,!?)]|$)", Pattern.MULTILINE);
    private static final Pattern NAMES_ONLY = Pattern.compile("\"[\\p{L}'.-]+(?: [\\p{L}'.-]+)?\"");
    private static final Pattern END = Pattern.compile("(?:[.!?…]+[)\"']*(?=\\s|$)|\\n+)");
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(])(?i:mr|mrs|ms|dr|st|jr|sr|prof|vs|etc|e\\.g|i\\.e|no|approx|a\\.m|p\\.m|[A-Z])$");
    /** Longer than words and names are: what is made of such would fit into no claim. */
    private static final Pattern NO_WORD = Pattern.compile("[\\p{L}\\p{N}'&.+-]{61}");

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private Prose() {}

    /** The sentences of what was said, in order. */
    static List<Sentence> sentences(String said) {
        String plain = masked(straight(said));
        List<Sentence> sentences = new ArrayList<>();
        Matcher end = END.matcher(plain);
        int from = 0;
        while (end.find()) {
            boolean dot = end.group().startsWith(".") && end.group().length() == 1;
            if (dot
                    && ABBREVIATION
                            .matcher(plain.substring(Math.max(from, end.start() - 12), end.start()))
                            .find()) {
                continue;
            }
            add(sentences, said, plain, from, end.end());
            from = end.end();
        }
        add(sentences, said, plain, from, plain.length());
        return sentences;
    }

    private static void add(List<Sentence> sentences, String said, String plain, int from, int to) {
        String text = SPACE.matcher(plain.substring(from, to)).replaceAll(" ").strip();
        String quote = said.substring(from, to).strip();
        boolean hasWords = text.chars().anyMatch(Character::isLetterOrDigit);
        if (hasWords
                && quote.length() <= Evidence.MAX_QUOTE
                && !NO_WORD.matcher(text).find()) {
            sentences.add(new Sentence(quote, text));
        }
    }

    /** One character for one, so that places stay the same. */
    private static String straight(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            switch (plain.charAt(i)) {
                case '’', '‘', '`', '´' -> plain.setCharAt(i, plain.charAt(i) == '`' ? '`' : '\'');
                case '“', '”', '„', '«', '»' -> plain.setCharAt(i, '"');
                case '\u00A0', '\u202F', '\t' -> plain.setCharAt(i, ' ');
                default -> {}
            }
        }
        return plain.toString();
    }

    private static String masked(String text) {
        String own = mask(FENCE, text);
        own = mask(QUOTED_LINE, own);
        own = mask(FORWARDED, own);
        own = mask(SPEAKER, own);
        own = mask(TASK, own);
        own = unquoteNames(own);
        own = mask(DOUBLE_QUOTED, own);
        return mask(SINGLE_QUOTED, own);
    }

    /** A nickname in quotes is no quote of anybody. */
    private static String unquoteNames(String text) {
        return NAMES_ONLY.matcher(text).replaceAll(found -> {
            String name = found.group();
            return Matcher.quoteReplacement(" " + name.substring(1, name.length() - 1) + " ");
        });
    }

    private static String mask(Pattern foreign, String text) {
        return foreign.matcher(text).replaceAll(found -> {
            StringBuilder gap = new StringBuilder();
            found.group().chars().forEach(c -> gap.append(c == '\n' ? '\n' : GAP));
            return Matcher.quoteReplacement(gap.toString());
        });
    }
}
