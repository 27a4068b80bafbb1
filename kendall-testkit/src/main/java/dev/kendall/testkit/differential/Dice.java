package dev.kendall.testkit.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chance, the same in every run with the same seed. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Sometimes something, else null. */
    <T> @Nullable T maybe(int percent, Supplier<T> something) {
        return chance(percent) ? something.get() : null;
    }

    /** From none up to {@code most}, repeats included. */
    <T> List<T> some(int most, Supplier<T> each) {
        List<T> some = new ArrayList<>();
        for (int left = below(most + 1); left > 0; left--) {
            some.add(each.get());
        }
        return some;
    }
}
