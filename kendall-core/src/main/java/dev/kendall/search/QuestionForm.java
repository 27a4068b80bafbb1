package dev.kendall.search;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a question asks for, and which texts look as if they held it. English; other questions ask for nothing in particular. */
final class QuestionForm {
    private static final Pattern ASKS_WHEN =
            pattern("^\\s*when\\b|\\b(what|which) (day|date|month|year|week)\\b|\\bhow long\\b");
    private static final Pattern ASKS_NUMBER = pattern("\\bhow (many|much|often|old)\\b");
    private static final Pattern ASKS_NAME = pattern("^\\s*(who|where|which|what (is|was) the name)\\b");

    private static final Pattern TIME = pattern(
            "\\b(yesterday|today|tonight|tomorrow|last|next|ago|week|weekend|month|year|morning|evening|monday|tuesday|wednesday|thursday"
                    + "|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december"
                    + "|20\\d\\d|\\d{1,2}(st|nd|rd|th)|recently|soon|since)\\b");
    private static final Pattern NUMBER =
            pattern("\\b(\\d+|two|three|four|five|six|seven|eight|nine|ten|twice|couple|dozen|once)\\b");
    /** Behind a small letter or a comma, where a capital begins no sentence. */
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{Ll}+");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)*");

    private final boolean when;
    private final boolean number;
    private final boolean name;
    private final Set<String> words;
    private final Set<String> pairs;

    QuestionForm(String question) {
        this.when = ASKS_WHEN.matcher(question).find();
        this.number = ASKS_NUMBER.matcher(question).find();
        this.name = ASKS_NAME.matcher(question).find();
        List<String> asked = words(question);
        this.words = new HashSet<>(asked);
        this.pairs = pairs(asked);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** Whether the text holds what the question asks for. */
    boolean isAnsweredBy(String text) {
        return when && TIME.matcher(text).find()
                || number && NUMBER.matcher(text).find()
                || name && NAME.matcher(text).results().anyMatch(found -> !words.contains(lower(found.group())));
    }

    /** How many different pairs of neighbouring words of the question the text holds. */
    int sharedPairs(String text) {
        Set<String> shared = new HashSet<>();
        Matcher found = WORD.matcher(text);
        @Nullable String before = null;
        while (found.find()) {
            String word = lower(found.group());
            boolean isAsked = words.contains(word);
            if (isAsked && before != null && pairs.contains(before + ' ' + word)) {
                shared.add(before + ' ' + word);
            }
            before = isAsked ? word : null;
        }
        return shared.size();
    }

    private static Set<String> pairs(List<String> words) {
        Set<String> pairs = new HashSet<>();
        for (int i = 1; i < words.size(); i++) {
            pairs.add(words.get(i - 1) + ' ' + words.get(i));
        }
        return pairs;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> lower(word.group())).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How many words the text has, up to {@code most}. */
    static int countWords(String text, int most) {
        Matcher words = WORD.matcher(text);
        int count = 0;
        while (count < most && words.find()) {
            count++;
        }
        return count;
    }

    /** The share of the text's characters that are in sentences which end as questions, 0 to 1. */
    static double questioning(String text) {
        int asked = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?') {
                asked += i + 1 - begin;
            }
            if (c == '?' || c == '.' || c == '!') {
                begin = i + 1;
            }
        }
        return text.isEmpty() ? 0 : (double) asked / text.length();
    }

    /** Whether the text ends as a question. */
    static boolean isQuestion(String text) {
        return text.stripTrailing().endsWith("?");
    }
}
