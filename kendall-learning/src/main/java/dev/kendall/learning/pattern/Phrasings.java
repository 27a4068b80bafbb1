package dev.kendall.learning.pattern;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactMentions;
import dev.kendall.search.Vector;
import dev.kendall.search.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The phrasings of a window's messages: a bounded number of them, in the order of their first messages. */
final class Phrasings {
    /** The most that are grouped, as every pair of them is compared. */
    private static final int MAX = 300;

    /** Where there are more, those so alike are joined before anything else is looked at. */
    private static final double SURELY_ALIKE = 2;

    /** "Blood pressure 128 over 82" is said in the same words as "Blood pressure 131 over 79". */
    private static final Pattern NUMBERS = Pattern.compile("\\b\\d[\\d.,:/]*\\b");

    private record Wording(List<Long> words, Phrasing.Doing doing) {}

    private Phrasings() {}

    static List<Phrasing> of(List<Occurrence> all, PatternWindow window) {
        Map<Wording, List<Occurrence>> byWords = new LinkedHashMap<>();
        for (Occurrence occurrence : all) {
            List<Long> words = words(occurrence.text());
            if (!words.isEmpty()) {
                Phrasing.Doing doing =
                        LeftOut.isTold(occurrence.text()) ? Phrasing.Doing.NOT_DONE : Phrasing.Doing.DONE;
                byWords.computeIfAbsent(new Wording(words, doing), key -> new ArrayList<>())
                        .add(occurrence);
            }
        }
        List<Phrasing> phrasings = new ArrayList<>();
        byWords.forEach((wording, occurrences) -> phrasings.add(new Phrasing(
                List.copyOf(occurrences),
                wording.words().stream().mapToLong(Long::longValue).toArray(),
                vector(occurrences, window),
                contacts(occurrences.get(0), window),
                wording.doing())));
        return phrasings.size() <= MAX ? phrasings : mostFrequent(joined(phrasings));
    }

    private static List<Long> words(String text) {
        long[] words = Words.distinct(Words.of(NUMBERS.matcher(text).replaceAll(" ")));
        return Arrays.stream(words.length > 0 ? words : Words.distinct(Words.of(text)))
                .boxed()
                .toList();
    }

    private static @Nullable Vector vector(List<Occurrence> occurrences, PatternWindow window) {
        return occurrences.stream()
                .map(occurrence ->
                        window.vectors().find(occurrence.message().id()).orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Set<ContactId> contacts(Occurrence occurrence, PatternWindow window) {
        return ContactMentions.in(occurrence.text(), window.contacts()).stream()
                .map(Contact::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Each goes to the one before it that it is most alike, when it is surely alike (leader clustering). */
    private static List<Phrasing> joined(List<Phrasing> phrasings) {
        Likeness likeness = new Likeness(phrasings);
        List<Phrasing> leaders = new ArrayList<>();
        List<List<Occurrence>> followers = new ArrayList<>();
        for (Phrasing phrasing : phrasings) {
            int nearest = -1;
            double highest = SURELY_ALIKE;
            for (int i = 0; i < leaders.size(); i++) {
                double odds = likeness.logOdds(leaders.get(i), phrasing);
                if (odds >= highest) {
                    highest = odds;
                    nearest = i;
                }
            }
            if (nearest < 0) {
                leaders.add(phrasing);
                followers.add(new ArrayList<>(phrasing.occurrences()));
            } else {
                followers.get(nearest).addAll(phrasing.occurrences());
            }
        }
        List<Phrasing> joined = new ArrayList<>();
        for (int i = 0; i < leaders.size(); i++) {
            followers.get(i).sort(Comparator.comparingInt(Occurrence::index));
            joined.add(leaders.get(i).with(List.copyOf(followers.get(i))));
        }
        return joined;
    }

    /** Those on most days, of equals the latest. */
    private static List<Phrasing> mostFrequent(List<Phrasing> phrasings) {
        return phrasings.stream()
                .sorted(Comparator.comparingLong((Phrasing phrasing) -> -phrasing.days())
                        .thenComparingInt(phrasing -> -phrasing.last().index()))
                .limit(MAX)
                .sorted(Comparator.comparingInt(
                        phrasing -> phrasing.occurrences().get(0).index()))
                .toList();
    }
}
