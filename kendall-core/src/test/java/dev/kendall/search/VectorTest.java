package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.fixture.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {
    @Test
    void a_cosine_is_that_of_the_angle() {
        assertThat(Vector.of(1, 0).cosine(Vector.of(5, 0))).isEqualTo(1.0);
        assertThat(Vector.of(1, 0).cosine(Vector.of(0, 3))).isZero();
        assertThat(Vector.of(2, 0).cosine(Vector.of(-1, 0))).isEqualTo(-1.0);
        assertThat(Vector.of(1, 1).cosine(Vector.of(1, 0))).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(Vector.of(3, 4).cosine(Vector.of(4, 3))).isCloseTo(24.0 / 25, within(1e-9));
    }

    @Test
    void a_cosine_is_that_of_the_definition_for_every_number_of_dimensions() {
        long seed = new Random().nextLong();
        Samples samples = new Samples(seed);
        for (int dimensions = 1; dimensions <= 70; dimensions++) {
            Vector left = samples.vector(dimensions);
            Vector right = samples.vector(dimensions);
            assertThat(left.cosine(right))
                    .as("seed %d, %d dimensions", seed, dimensions)
                    .isCloseTo(cosine(left.toArray(), right.toArray()), within(1e-5))
                    .isEqualTo(right.cosine(left))
                    .isBetween(-1.0, 1.0);
            assertThat(left.cosine(left))
                    .as("in single precision")
                    .isCloseTo(1, within(1e-6))
                    .isLessThanOrEqualTo(1);
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            normA += (double) a[i] * a[i];
            normB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(normA * normB);
    }

    @Test
    void vectors_of_different_dimensions_have_no_cosine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.of(1, 2).cosine(Vector.of(1)))
                .withMessage("vectors of 2 and 1 dimensions cannot be compared");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void every_number_is_finite(float value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.of(1, value))
                .withMessage("vector element 1 is " + value + "; it must be finite");
    }

    @Test
    void a_vector_has_1_to_16_000_numbers_and_not_all_of_them_zero() {
        assertThatIllegalArgumentException().isThrownBy(Vector::of).withMessageStartingWith("vector dimensions is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.of(0, -0f))
                .withMessage(
                        "the vector is zero in all of its 2 dimensions; the model gave no embedding for this text");
        float[] longest = new float[16_000];
        longest[15_999] = 1;
        assertThat(Vector.of(longest).dimensions()).isEqualTo(16_000);
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(new float[16_001]));
        assertThatNullPointerException()
                .isThrownBy(() -> Vector.of((float[]) null))
                .withMessage("vector");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e15, 1e14, 1e-14, 1e-15})
    void the_shortest_and_the_longest_vectors_are_compared_as_others_are(double length) {
        float value = (float) length;
        assertThat(Vector.of(value, 0).cosine(Vector.of(value, 0))).isCloseTo(1, within(1e-6));
        assertThat(Vector.of(value, 0).cosine(Vector.of(0.6f, 0.8f))).isCloseTo(0.6, within(1e-6));
        assertThat(Vector.of(value, 0).cosine(Vector.of(1e-15f, 0))).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e20, 1.1e15, 0.9e-15, 1e-30, Float.MAX_VALUE, Float.MIN_VALUE})
    void a_vector_that_single_precision_cannot_compare_is_refused(double length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.of((float) length, 0))
                .withMessageStartingWith("the vector's length is ")
                .withMessageEndingWith("; from 1.0E-15 to 1.0E15 it can be compared in single precision, so scale it");
    }

    @Test
    void a_vector_never_changes() {
        float[] values = {1, 2};
        Vector vector = Vector.of(values);
        values[0] = 9;
        vector.toArray()[1] = 9;

        assertThat(vector.toArray()).containsExactly(1, 2);
        assertThat(vector)
                .isEqualTo(Vector.of(1, 2))
                .hasSameHashCodeAs(Vector.of(1, 2))
                .isNotEqualTo(Vector.of(2, 1));
        assertThat(vector).hasToString("Vector[2 dimensions]");
    }

    @Test
    void a_vector_has_the_dimensions_of_its_space() {
        EmbeddingSpace space = new EmbeddingSpace("m", 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpaceVector(space, Vector.of(1, 2)))
                .withMessage("the vector has 2 dimensions, but the space m/3 has 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddingSpace(" ", 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddingSpace("m", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddingSpace("m", 16_001));
        assertThat(space).isLessThan(new EmbeddingSpace("m", 10)).isLessThan(new EmbeddingSpace("n", 1));
    }
}
