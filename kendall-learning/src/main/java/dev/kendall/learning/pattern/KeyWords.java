package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.search.Words;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What some of a user's messages are about, as a key: the two words, without stop words, that are frequent in them and rare elsewhere
 * (term frequency times inverse document frequency), in order of the alphabet.
 */
final class KeyWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NOT_IN_KEYS = Pattern.compile("[^a-z0-9]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int WORDS = 2;
    private static final int MAX_WORD = 24;

    private final Map<String, Integer> inMessages = new HashMap<>();
    private final int messages;

    KeyWords(List<Message> messages) {
        messages.forEach(
                message -> words(Occurrence.text(message)).forEach(word -> inMessages.merge(word, 1, Integer::sum)));
        this.messages = messages.size();
    }

    /** The words of a text without stop words, each once. */
    static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            if (Words.of(matcher.group()).length > 0) {
                words.add(matcher.group());
            }
        }
        return words;
    }

    String of(List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> words(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        Comparator<String> byWeight = Comparator.comparingDouble(
                word -> -counts.getOrDefault(word, 0) * Math.log((messages + 1.0) / inMessages.getOrDefault(word, 1)));
        return counts.keySet().stream()
                .sorted(byWeight.thenComparing(Comparator.naturalOrder()))
                .limit(WORDS)
                .map(KeyWords::slug)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("_"));
    }

    /** A word in plain letters; of other scripts its hash. */
    static String slug(String word) {
        String plain =
                MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
        String key = NOT_IN_KEYS.matcher(plain).replaceAll("");
        return key.isEmpty()
                ? "w" + Integer.toHexString(word.hashCode())
                : key.substring(0, Math.min(MAX_WORD, key.length()));
    }
}
