package dev.kendall.learning.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much more likely two phrasings speak of the same activity than any two do, as a logarithm of odds: by rare words in common, by
 * their vectors where both have one, and by whom they name.
 *
 * <p>How far apart unrelated texts are differs between embedding models and users, so the cosine is measured in standard deviations from
 * the mean of the user's own pairs.
 */
final class Likeness {
    private static final double UNRELATED = -3;
    private static final double BY_WORDS = 6;
    private static final double BY_DEVIATION = 1.0;
    private static final double SAME_CONTACT = 3;
    private static final double OTHER_CONTACT = -10;
    private static final double OTHER_DOING = -4;
    private static final double MIN_DEVIATION = 0.03;
    private static final int MAX_SAMPLED = 200;

    private final Map<Long, Double> weights;
    private final double mean;
    private final double deviation;

    /** Judged among these phrasings of the user. */
    Likeness(List<Phrasing> phrasings) {
        weights = weights(phrasings);
        List<Double> cosines = new ArrayList<>();
        int step = Math.max(1, phrasings.size() / MAX_SAMPLED);
        for (int i = 0; i < phrasings.size(); i += step) {
            for (int j = i + step; j < phrasings.size(); j += step) {
                Double cosine = cosine(phrasings.get(i), phrasings.get(j));
                if (cosine != null) {
                    cosines.add(cosine);
                }
            }
        }
        mean = cosines.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double variance = cosines.stream()
                .mapToDouble(cosine -> (cosine - mean) * (cosine - mean))
                .average()
                .orElse(0);
        deviation = Math.max(MIN_DEVIATION, Math.sqrt(variance));
    }

    /** Inverse document frequencies, a document being a phrasing. */
    private static Map<Long, Double> weights(List<Phrasing> phrasings) {
        Map<Long, Integer> counts = new HashMap<>();
        for (Phrasing phrasing : phrasings) {
            for (long word : phrasing.words()) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        Map<Long, Double> weights = new HashMap<>();
        counts.forEach((word, count) -> weights.put(word, Math.log((phrasings.size() + 1.0) / count)));
        return weights;
    }

    private static @Nullable Double cosine(Phrasing left, Phrasing right) {
        if (left.vector() == null
                || right.vector() == null
                || left.vector().dimensions() != right.vector().dimensions()) {
            return null;
        }
        return left.vector().cosine(right.vector());
    }

    /** The logarithm of the odds. */
    double logOdds(Phrasing left, Phrasing right) {
        double odds = UNRELATED + BY_WORDS * words(left.words(), right.words());
        Double cosine = cosine(left, right);
        if (cosine != null) {
            odds += BY_DEVIATION * Math.max(-1, (cosine - mean) / deviation);
        }
        if (left.doing() != right.doing()) {
            odds += OTHER_DOING;
        }
        if (!left.contacts().isEmpty() && !right.contacts().isEmpty()) {
            boolean shared = left.contacts().stream().anyMatch(right.contacts()::contains);
            odds += shared ? SAME_CONTACT : OTHER_CONTACT;
        }
        return odds;
    }

    /** The cosine of the two sets of words, each weighted by its rarity: 0 to 1. */
    private double words(long[] left, long[] right) {
        double shared = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                double weight = weight(left[i]);
                shared += weight * weight;
                i++;
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared == 0 ? 0 : shared / Math.sqrt(squared(left) * squared(right));
    }

    private double squared(long[] words) {
        double sum = 0;
        for (long word : words) {
            double weight = weight(word);
            sum += weight * weight;
        }
        return sum;
    }

    private double weight(long word) {
        return weights.getOrDefault(word, 1.0);
    }
}
