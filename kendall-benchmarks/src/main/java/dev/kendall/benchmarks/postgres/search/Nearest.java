package dev.kendall.benchmarks.postgres.search;

import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Collectors;

/** The right answer to a question in the making: it meets every row of the user and keeps the nearest. Not thread-safe. */
final class Nearest {
    private final UserId user;
    private final int userRows;
    private final String text;
    private final SpaceVector vector;
    private final float[] numbers;
    /** The farthest first. */
    private final PriorityQueue<Met> kept = new PriorityQueue<>(Comparator.comparingDouble(Met::cosine));

    private record Met(UUID id, double cosine) {}

    Nearest(UserId user, int userRows, String text, SpaceVector vector) {
        this.user = user;
        this.userRows = userRows;
        this.text = text;
        this.vector = vector;
        this.numbers = vector.vector().toArray();
    }

    void meet(Row row) {
        kept.add(new Met(row.id(), cosine(numbers, row.vector().vector().toArray())));
        if (kept.size() > Question.LIMIT) {
            kept.remove();
        }
    }

    /** In double precision: what the stores compute in single precision is judged by it. */
    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }

    Question question() {
        return new Question(
                user, userRows, text, vector, kept.stream().map(Met::id).collect(Collectors.toSet()));
    }
}
