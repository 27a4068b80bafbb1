package dev.kendall.examples.evaluate;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.examples.command.Timing;
import dev.kendall.examples.scoring.Scores;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SpaceVector;
import dev.kendall.turn.ApproximateTokenCountEstimator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/** Asks every question of a dataset, whose messages are stored, in one configuration. */
final class Trial {
    /** Asked before the watch counts: the first searches load code and rows. */
    private static final int WARM_UP = 50;

    /** How many hits make the context whose tokens are counted. */
    private static final int CONTEXT = 10;

    private final Kendall kendall;
    private final TranscriptPlayer.Cast cast;
    private final QuestionVectors vectors;

    Trial(Kendall kendall, TranscriptPlayer.Cast cast, QuestionVectors vectors) {
        this.kendall = kendall;
        this.cast = cast;
        this.vectors = vectors;
    }

    List<QuestionResult> run(Configuration configuration, List<Question> questions, IntConsumer done) {
        questions.stream().limit(WARM_UP).forEach(question -> ask(configuration, question));
        int[] asked = {0};
        return questions.stream()
                .map(question -> {
                    QuestionResult result = ask(configuration, question);
                    done.accept(++asked[0]);
                    return result;
                })
                .toList();
    }

    private QuestionResult ask(Configuration configuration, Question question) {
        SearchQuery query = configuration.query(question.text());
        Timing<SpaceVector> vector = configuration.needsVectors() ? vectors.find(question) : null;
        SearchQuery ready = vector == null ? query : query.vector(vector.result());
        Timing<SearchResult<Message>> found = Timing.of(
                () -> kendall.search().messages(cast.user(question.conversation()), ready, MessageFilter.all()));
        List<Message> hits = found.result().hits().stream().map(Hit::item).toList();
        List<String> ids = hits.stream()
                .map(hit -> Objects.requireNonNullElse(TranscriptPlayer.transcriptId(hit), ""))
                .toList();
        return new QuestionResult(
                question.id(),
                question.category(),
                question.evidence().size(),
                Scores.ranks(ids, question.evidence()),
                vector == null ? 0 : thousandths(vector.millis()),
                thousandths(found.millis()),
                hits.stream().limit(CONTEXT).mapToInt(Trial::tokens).sum());
    }

    private static int tokens(Message message) {
        return ApproximateTokenCountEstimator.INSTANCE.estimateTokenCountInText(EmbeddingText.of(message));
    }

    /** As exact as a clock is worth. */
    private static double thousandths(double millis) {
        return Math.round(1_000 * millis) / 1_000.0;
    }
}
