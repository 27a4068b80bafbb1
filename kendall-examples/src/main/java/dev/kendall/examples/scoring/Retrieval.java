package dev.kendall.examples.scoring;

import dev.kendall.chat.Message;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.search.Hit;
import java.util.List;
import java.util.Objects;

/**
 * What a search found for a question.
 *
 * @param hits best first
 * @param embedMillis how long embedding the question took; 0 when it was not needed
 * @param searchMillis how long searching took
 */
public record Retrieval(Question question, List<Hit<Message>> hits, double embedMillis, double searchMillis) {
    /** Copies the hits. */
    public Retrieval {
        hits = List.copyOf(hits);
    }

    /** The ids in the transcript of what was found, best first. */
    public List<String> ids() {
        return hits.stream()
                .map(hit -> TranscriptPlayer.transcriptId(hit.item()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The scores; the question must have evidence. */
    public Scores scores() {
        return Scores.of(ids(), question.evidence());
    }
}
