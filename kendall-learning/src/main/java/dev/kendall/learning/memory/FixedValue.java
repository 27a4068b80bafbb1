package dev.kendall.learning.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of several values counts where one holds for good, by when each was told and by nothing else, so that it does not matter what was read
 * first.
 *
 * <p>What was told as a correction, or on demand, puts aside whatever was told before it. Of what was told since, or of everything where nothing
 * was told so, that value counts which was told again last; where none was told twice, the one told first. So one mention in passing displaces
 * nothing, and the second one does, also when the value had been displaced itself before.
 *
 * <p>Rejected: playing the rules anew in the order of the messages. There, what is told in passing after the value has changed has to be told
 * twice again, so that a message read late, which says what is known already, can bring back a third value.
 */
final class FixedValue {
    private record Told(String value, Telling telling) {}

    private static final Comparator<Told> CHRONOLOGICAL = Comparator.comparing(Told::telling, Telling.CHRONOLOGICAL);

    private final BiPredicate<String, String> same;
    private final List<Told> told = new ArrayList<>();

    /** Of values of which {@code same} says whether two are one. */
    FixedValue(BiPredicate<String, String> same) {
        this.same = same;
    }

    /** Takes in when a value was told. Of two values that one message tells in the same way the one taken in first is told first. */
    void add(String value, List<Telling> tellings) {
        String known = told.stream()
                .map(Told::value)
                .filter(each -> same.test(each, value))
                .findFirst()
                .orElse(value);
        tellings.forEach(telling -> told.add(new Told(known, telling)));
    }

    /** The value that counts, or null where none was told. */
    @Nullable
    String counting() {
        List<Told> sorted = told.stream().sorted(CHRONOLOGICAL).toList();
        int first = 0;
        for (int i = 0; i < sorted.size(); i++) {
            first = sorted.get(i).telling().settles() ? i : first;
        }
        String counting = sorted.isEmpty() ? null : sorted.get(first).value();
        Map<String, Telling> earlier = new HashMap<>();
        for (Told each : sorted.subList(first, sorted.size())) {
            Telling before = earlier.putIfAbsent(each.value(), each.telling());
            if (before != null && !before.message().equals(each.telling().message())) {
                counting = each.value();
            }
        }
        return counting;
    }
}
