package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.storage.TransactionalStorage;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.function.Consumer;

/** Learning from what users say, without making them wait. */
public final class LearnInTheBackground {
    private LearnInTheBackground() {}

    static void serve(TransactionalStorage storage, EmbeddingModel embeddingModel, Consumer<Kendall> application) {
        // region serve
        try (Kendall kendall = Kendall.open(storage, embeddingModel);
                LearningLoop learning = LearningLoop.start(kendall, LearningOptions.defaults())) {
            application.accept(kendall);
        }
        // endregion
    }
}
