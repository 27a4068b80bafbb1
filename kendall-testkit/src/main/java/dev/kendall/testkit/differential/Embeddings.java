package dev.kendall.testkit.differential;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of which no two are about as near to a third: how they rank does not depend on how a backend rounds. Equal ones are equally
 * near, and rank as the contract says.
 */
final class Embeddings {
    private static final int DIMENSIONS = 8;
    private static final int VECTORS = 12;
    private static final double APART = 0.001;

    static final EmbeddingSpace SMALL = new EmbeddingSpace("small", DIMENSIONS);
    static final EmbeddingSpace ODD = new EmbeddingSpace("it's \"odd\" 😀", DIMENSIONS);
    /** A space that is never added. */
    private static final EmbeddingSpace MISSING = new EmbeddingSpace("missing", DIMENSIONS);

    private static final List<Vector> POOL = pool(new Dice(8));

    private final Dice dice;

    Embeddings(Dice dice) {
        this.dice = dice;
    }

    private static List<Vector> pool(Dice dice) {
        List<Vector> pool = new ArrayList<>();
        while (pool.size() < VECTORS) {
            Vector candidate = unit(dice);
            pool.add(candidate);
            if (!areApart(pool)) {
                pool.remove(candidate);
            }
        }
        return List.copyOf(pool);
    }

    private static Vector unit(Dice dice) {
        double[] numbers = new double[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            numbers[i] = (dice.below(2_001) - 1_000) / 1_000.0;
            square += numbers[i] * numbers[i];
        }
        float[] unit = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            unit[i] = (float) (numbers[i] / Math.sqrt(square));
        }
        return Vector.of(unit);
    }

    private static boolean areApart(List<Vector> pool) {
        return pool.stream().allMatch(query -> {
            double[] cosines = pool.stream().mapToDouble(query::cosine).sorted().toArray();
            for (int i = 1; i < cosines.length; i++) {
                if (cosines[i] - cosines[i - 1] < APART) {
                    return false;
                }
            }
            return true;
        });
    }

    EmbeddingSpace space() {
        return dice.chance(3) ? MISSING : dice.chance(90) ? SMALL : ODD;
    }

    SpaceVector vector() {
        return new SpaceVector(space(), direction());
    }

    Vector direction() {
        return dice.of(POOL);
    }
}
