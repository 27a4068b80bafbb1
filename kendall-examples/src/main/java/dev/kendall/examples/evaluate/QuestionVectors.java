package dev.kendall.examples.evaluate;

import dev.kendall.embedding.Embedder;
import dev.kendall.examples.command.Timing;
import dev.kendall.examples.transcript.Question;
import dev.kendall.search.SpaceVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The questions' vectors, each with the time that it took: one at a time and past the cache, as a user's question is embedded. */
final class QuestionVectors {
    private static final int WARM_UP = 20;

    private final Map<String, Timing<SpaceVector>> byText = new HashMap<>();

    private QuestionVectors() {}

    static QuestionVectors none() {
        return new QuestionVectors();
    }

    static QuestionVectors of(List<Question> questions, Embedder embedder, IntConsumer done) {
        questions.stream().limit(WARM_UP).forEach(question -> embedder.embed(question.text()));
        embedder.clearCache();
        QuestionVectors vectors = new QuestionVectors();
        for (int i = 0; i < questions.size(); i++) {
            vectors.byText.computeIfAbsent(questions.get(i).text(), text -> Timing.of(() -> embedder.embed(text)));
            done.accept(i + 1);
        }
        return vectors;
    }

    /** The vector of a question's text; null where none is needed. */
    @Nullable
    Timing<SpaceVector> find(Question question) {
        return byText.get(question.text());
    }
}
