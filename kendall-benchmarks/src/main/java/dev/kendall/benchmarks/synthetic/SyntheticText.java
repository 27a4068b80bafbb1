package dev.kendall.benchmarks.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Sentences of made-up words that are as rare and as frequent as in real text: the word of rank r with a weight of 1/r (Zipf). As in
 * English, the most frequent ones are stop words. Not thread-safe.
 */
public final class SyntheticText {
    private static final int VOCABULARY = 20_000;
    private static final List<String> STOP_WORDS =
            List.of(("the to and of a in is it you that he was for on are with as"
                            + " i his they be at this have from or had by but not what all were we when your can there an which")
                    .split(" "));
    private static final String CONSONANTS = "bcdfghklmnprstvz";
    private static final String VOWELS = "aeiou";

    private final Random random;
    private final List<String> words;
    private final double[] cumulated = new double[VOCABULARY];

    /** The next sentences of this source of randomness, which also decides the words. */
    public SyntheticText(Random random) {
        this.random = random;
        Set<String> vocabulary = new LinkedHashSet<>(STOP_WORDS);
        while (vocabulary.size() < VOCABULARY) {
            vocabulary.add(newWord());
        }
        this.words = new ArrayList<>(vocabulary);
        double sum = 0;
        for (int i = 0; i < VOCABULARY; i++) {
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
    }

    private String newWord() {
        StringBuilder word = new StringBuilder();
        for (int syllable = 2 + random.nextInt(2); syllable > 0; syllable--) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }

    /** A word by its frequency. */
    String word() {
        double point = random.nextDouble() * cumulated[VOCABULARY - 1];
        int found = Arrays.binarySearch(cumulated, point);
        return words.get(Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found));
    }

    /** Words, from {@code least} to {@code most} of them, any number as often as any other. */
    public String sentence(int least, int most) {
        int length = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    /** A rare word as a name; another index is another name. */
    String name(int index) {
        String word = words.get(VOCABULARY - 1 - index);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
