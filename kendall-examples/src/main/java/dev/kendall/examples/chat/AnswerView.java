package dev.kendall.examples.chat;

import dev.kendall.chat.Message;
import dev.kendall.examples.command.Text;
import dev.kendall.examples.scoring.Retrieval;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.search.Hit;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows a question, what was found for it, and which of that is its evidence. */
final class AnswerView {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final int JUDGED = 10;

    private final int top;
    private final ZoneId zone;
    private final PrintWriter out;

    AnswerView(int top, ZoneId zone, PrintWriter out) {
        this.top = top;
        this.zone = zone;
        this.out = out;
    }

    void show(Retrieval retrieval) {
        Question question = retrieval.question();
        out.println();
        out.printf(
                "%s%s %s%n",
                question.id(),
                question.category().isEmpty() ? "" : " [" + question.category() + "]",
                Text.snippet(question.text(), 300));
        if (question.answer() != null) {
            out.println("   expected: " + Text.snippet(question.answer(), 300));
        }
        List<Hit<Message>> hits = retrieval.hits();
        for (int i = 0; i < Math.min(top, hits.size()); i++) {
            hit(i + 1, hits.get(i), question.evidence());
        }
        if (hits.isEmpty()) {
            out.println("   nothing was found");
        }
        if (!question.evidence().isEmpty()) {
            Set<String> found = new HashSet<>(
                    retrieval.ids().subList(0, Math.min(JUDGED, retrieval.ids().size())));
            found.retainAll(question.evidence());
            out.printf(
                    "   %d of %d evidence messages (*) among the first %d%n",
                    found.size(), question.evidence().size(), JUDGED);
        }
    }

    private void hit(int rank, Hit<Message> hit, Set<String> evidence) {
        Message message = hit.item();
        String id = TranscriptPlayer.transcriptId(message);
        out.printf(
                " %s %2d. %s  %s  %s: %s%n",
                id != null && evidence.contains(id) ? "*" : " ",
                rank,
                id == null ? "-" : id,
                MINUTES.format(message.createdAt().atZone(zone)),
                message.speaker() == null ? message.role() : Text.snippet(message.speaker(), 40),
                Text.snippet(message.text(), 160));
        out.println("        " + hit.explain());
    }
}
