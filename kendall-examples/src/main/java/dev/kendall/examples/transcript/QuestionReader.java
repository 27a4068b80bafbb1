package dev.kendall.examples.transcript;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.input.JsonLine;
import dev.kendall.examples.input.JsonLines;
import dev.kendall.search.SearchQuery;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads questions about a transcript: JSON lines with {@code question}, and optionally {@code qid}, {@code category} (or {@code
 * category_name}, as in LoCoMo), {@code answer}, {@code evidence} and, where the transcript has several, {@code conversation_id}.
 */
public final class QuestionReader {
    private final Map<String, Set<String>> transcriptIds;
    private final Set<String> seen = new HashSet<>();

    private QuestionReader(Transcript transcript) {
        this.transcriptIds = transcript.ids();
    }

    /**
     * The questions in a file.
     *
     * @throws CommandFailed when the file cannot be read, a line is wrong or does not fit the transcript, or there is none
     */
    public static List<Question> read(Path file, Transcript transcript) {
        QuestionReader reader = new QuestionReader(transcript);
        List<Question> questions = JsonLines.read(file, reader::question);
        if (questions.isEmpty()) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " holds no questions.");
        }
        return questions;
    }

    private Question question(JsonLine line) {
        String conversation = conversation(line);
        String id = line.findLabel("qid");
        String category = line.findText("category_name");
        if (category == null) {
            category = line.findLabel("category");
        }
        Question question = new Question(
                id == null ? "line " + line.number() : id,
                conversation,
                category == null ? "" : category,
                text(line),
                line.findText("answer"),
                evidence(line, conversation));
        if (!seen.add(question.id())) {
            throw line.wrong("the qid " + question.id() + " was used before");
        }
        return question;
    }

    private String conversation(JsonLine line) {
        String conversation = line.findLabel("conversation_id");
        if (conversation == null && transcriptIds.size() == 1) {
            return transcriptIds.keySet().iterator().next();
        }
        if (conversation == null) {
            throw line.wrong("the field \"conversation_id\" is missing, and the transcript has several conversations");
        }
        if (!transcriptIds.containsKey(conversation)) {
            throw line.wrong("the transcript has no conversation " + conversation);
        }
        return conversation;
    }

    private static String text(JsonLine line) {
        String text = line.text("question");
        if (text.length() > SearchQuery.MAX_TEXT) {
            throw line.wrong(
                    "the question has " + text.length() + " characters; " + SearchQuery.MAX_TEXT + " are allowed");
        }
        return text;
    }

    private Set<String> evidence(JsonLine line, String conversation) {
        Set<String> known = transcriptIds.getOrDefault(conversation, Set.of());
        Set<String> evidence = new LinkedHashSet<>(line.texts("evidence"));
        for (String id : evidence) {
            if (!known.contains(id)) {
                throw line.wrong("the evidence " + id + " is no message of the transcript");
            }
        }
        return evidence;
    }
}
