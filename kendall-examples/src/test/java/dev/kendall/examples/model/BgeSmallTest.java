package dev.kendall.examples.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.embedding.Embedder;
import dev.kendall.search.SpaceVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class BgeSmallTest {
    @Test
    void knowsWhatIsMeant() {
        Embedder embedder = BgeSmall.load().embedder();
        List<SpaceVector> vectors = embedder.embedAll(
                List.of("When do I see the dentist?", "Your teeth are checked on Friday", "The boiler makes a noise"));
        double near = vectors.get(0).vector().cosine(vectors.get(1).vector());
        double far = vectors.get(0).vector().cosine(vectors.get(2).vector());
        assertThat(near).isGreaterThan(far + 0.1);
        assertThat(vectors.get(0).space()).isEqualTo(BgeSmall.SPACE);
    }
}
