package dev.kendall.testkit.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was stored of one kind: mostly as it is by now, sometimes as it was, and some of it gone. */
final class Known<T> {
    private static final int MOST = 24;

    private final Function<T, Object> id;
    private final Map<Object, T> latest = new LinkedHashMap<>();
    private final List<T> earlier = new ArrayList<>();

    Known(Function<T, Object> id) {
        this.id = id;
    }

    void add(T value) {
        Object key = id.apply(value);
        T before = latest.remove(key);
        latest.put(key, value);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        if (before != null && !before.equals(value)) {
            earlier.add(before);
            if (earlier.size() > MOST) {
                earlier.remove(0);
            }
        }
    }

    Optional<T> any(Dice dice) {
        if (!earlier.isEmpty() && dice.chance(15)) {
            return Optional.of(dice.of(earlier));
        }
        return latest.isEmpty() ? Optional.empty() : Optional.of(dice.of(List.copyOf(latest.values())));
    }
}
