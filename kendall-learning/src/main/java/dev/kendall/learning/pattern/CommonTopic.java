package dev.kendall.learning.pattern;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether one of a routine's messages can stand for the others: its words or its meaning come again in them. */
final class CommonTopic {
    /** One in so many is enough: a habit is told in several ways. */
    private static final int ONE_IN = 4;

    private final Map<Integer, Phrasing> byMessage = new HashMap<>();
    private final Likeness likeness;

    /** Judged among these phrasings of the user. */
    CommonTopic(List<Phrasing> phrasings) {
        phrasings.forEach(
                phrasing -> phrasing.occurrences().forEach(occurrence -> byMessage.put(occurrence.index(), phrasing)));
        likeness = new Likeness(phrasings);
    }

    /** Whether two of them at least, and a quarter, speak of what {@code quoted} does, itself included. */
    boolean isTold(Occurrence quoted, List<Occurrence> kept) {
        Phrasing said = byMessage.get(quoted.index());
        if (said == null) {
            return true;
        }
        long alike = kept.stream()
                .map(occurrence -> byMessage.getOrDefault(occurrence.index(), said))
                .filter(other -> other == said || sharesWord(said, other) || likeness.logOdds(said, other) > 0)
                .count();
        return alike >= 2 && alike * ONE_IN >= kept.size();
    }

    private static boolean sharesWord(Phrasing left, Phrasing right) {
        int i = 0;
        int j = 0;
        while (i < left.words().length && j < right.words().length) {
            if (left.words()[i] == right.words()[j]) {
                return true;
            }
            if (left.words()[i] < right.words()[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }
}
