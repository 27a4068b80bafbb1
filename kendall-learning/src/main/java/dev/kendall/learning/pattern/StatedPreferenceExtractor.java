package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Likes, dislikes, favourites and instructions that the user states: "I prefer tea", "I can't stand cilantro", "My favourite colour is
 * green", "Please always answer in French". By English grammar, a sentence at a time; questions, conditions and quotations are no
 * statements.
 *
 * <p>Of several statements about one thing the latest holds. The confidence is the mean of a Beta posterior: a person's own words are
 * trusted like four confirmations, each repeat is one more, each statement to the contrary counts against it.
 */
final class StatedPreferenceExtractor implements PatternExtractor {
    private static final int TRUSTED = 4;
    private static final int MAX_OBJECT = 120;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern SENTENCE = Pattern.compile("[^.!?;\\n]+[.!?;\\n]*");
    private static final Pattern QUOTE = Pattern.compile("[\"“”„«»]|(?<!\\w)['‘].+['’](?!\\w)");
    private static final Pattern CONDITION =
            Pattern.compile("\\b(?:if|unless|would|wouldn['’]t|imagine|suppose|pretend|said|says|used to)\\b", FLAGS);
    private static final String OPENING =
            "^(?:(?:and|but|so|also|well|honestly|actually|anyway|hey|ok|okay|by the way|just so you know)[,:]?\\s+)*";

    private static final Pattern LIKE = Pattern.compile(
            OPENING + "I (?:(?:really|absolutely|just|always|truly|still) )?(love|like|enjoy|adore|prefer) (.+)$",
            FLAGS);
    private static final Pattern DISLIKE = Pattern.compile(
            OPENING + "I (?:(?:really|absolutely|just|always) )?(?:hate|dislike|detest|can(?:['’]t|not| not) stand"
                    + "|(?:do not|don['’]t)(?: really)? (?:like|enjoy)) (.+)$",
            FLAGS);
    private static final Pattern FAVOURITE =
            Pattern.compile(OPENING + "my favou?rite (.{1,40}?) (?:is|are) (.+)$", FLAGS);
    private static final Pattern INSTRUCTION = Pattern.compile(
            OPENING + "((?:please )?(?:always|never|do not ever|don['’]t ever)"
                    + " (?!(?:mind|again|been|had|was|did|a|the|in|on|happy|nice|good|seen|heard|knew)\\b)\\w.*"
                    + "|from now on,? (?!(?:I|I['’]m|we|we['’]re|my|it|it['’]s|he|she|they)\\b(?! (?:want|need|expect|prefer|would like)\\b)).+|(?:please )?call me (?!back\\b|later\\b|at\\b|when\\b|on\\b|tomorrow\\b|in\\b|a\\b)\\w.*"
                    + "|please (?:don['’]t|do not|stop) \\w.*)$",
            FLAGS);

    private static final Pattern NO_OBJECT = Pattern.compile(
            "^(?:it|this|that|them|him|her|you|how|when|what|where|the way|the idea|to think|to know|to say)\\b.*",
            FLAGS);
    private static final Pattern TAIL = Pattern.compile(
            "[\\s,]+(?:please|now|though|too|very much|a lot|so much|any ?more|again|as well|by the way|thanks|thank you)$",
            FLAGS);

    @Override
    public String name() {
        return "stated_preferences";
    }

    /** What one sentence states; the stance is what a contrary statement differs in. */
    private record Statement(String key, String stance, String description, Message message) {}

    @Override
    public List<Finding> extract(PatternWindow window) {
        Map<String, List<Statement>> byKey = new LinkedHashMap<>();
        for (Message message : window.messages()) {
            Matcher sentences = SENTENCE.matcher(Occurrence.text(message));
            while (sentences.find()) {
                statement(sentences.group().strip(), message)
                        .ifPresent(statement -> byKey.computeIfAbsent(statement.key(), key -> new ArrayList<>())
                                .add(statement));
            }
        }
        return byKey.values().stream().map(StatedPreferenceExtractor::finding).toList();
    }

    private static Finding finding(List<Statement> statements) {
        Statement latest = statements.get(statements.size() - 1);
        List<Message> same = statements.stream()
                .filter(statement -> statement.stance().equals(latest.stance()))
                .map(Statement::message)
                .distinct()
                .toList();
        int contrary = statements.size()
                - (int) statements.stream()
                        .filter(statement -> statement.stance().equals(latest.stance()))
                        .count();
        double confidence = (same.size() + (double) TRUSTED) / (same.size() + contrary + TRUSTED + 1);
        return Finding.of(
                latest.key(),
                NewPattern.of(PatternType.PREFERENCE, latest.description())
                        .withConfidence(confidence)
                        .observed(
                                same.size(),
                                same.get(0).createdAt(),
                                latest.message().createdAt())
                        .withEvidence(same.subList(Math.max(0, same.size() - 100), same.size()).stream()
                                .map(Message::id)
                                .toList()));
    }

    private static Optional<Statement> statement(String sentence, Message message) {
        if (sentence.endsWith("?")
                || QUOTE.matcher(sentence).find()
                || CONDITION.matcher(sentence).find()) {
            return Optional.empty();
        }
        String plain = sentence.replaceAll("[.!;\\s]+$", "");
        Matcher favourite = FAVOURITE.matcher(plain);
        if (favourite.matches()) {
            String what = favourite.group(1).strip();
            return object(favourite.group(2))
                    .map(object -> new Statement(
                            key("favourite", what),
                            object.toLowerCase(Locale.ROOT),
                            "Favourite " + what + ": " + object,
                            message));
        }
        Matcher dislike = DISLIKE.matcher(plain);
        if (dislike.matches()) {
            return object(dislike.group(1))
                    .map(object ->
                            new Statement(key("about", object), "against", "Dislikes “" + object + "”", message));
        }
        Matcher like = LIKE.matcher(plain);
        if (like.matches()) {
            String verb = like.group(1).equalsIgnoreCase("prefer") ? "Prefers" : "Likes";
            return object(like.group(2))
                    .map(object -> new Statement(key("about", object), "for", verb + " “" + object + "”", message));
        }
        Matcher instruction = INSTRUCTION.matcher(plain);
        if (instruction.matches()) {
            return object(instruction.group(1))
                    .map(object -> new Statement(key("asks", object), "asks", "Asks: “" + object + "”", message));
        }
        return Optional.empty();
    }

    private static Optional<String> object(String words) {
        String object = words.strip();
        String shorter = TAIL.matcher(object).replaceFirst("");
        while (!shorter.equals(object)) {
            object = shorter;
            shorter = TAIL.matcher(object).replaceFirst("");
        }
        boolean isUsable = !object.isBlank()
                && object.length() <= MAX_OBJECT
                && !NO_OBJECT.matcher(object).matches();
        return isUsable ? Optional.of(object) : Optional.empty();
    }

    /** The kind and the words, without articles and the like, in their order. */
    private static String key(String kind, String words) {
        StringBuilder key = new StringBuilder(kind);
        for (String word : words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+")) {
            if (!KeyWords.words(word).isEmpty() && key.length() < 40) {
                key.append('_').append(KeyWords.slug(word));
            }
        }
        return key.toString();
    }
}
