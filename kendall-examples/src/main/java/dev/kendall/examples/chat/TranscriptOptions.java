package dev.kendall.examples.chat;

import dev.kendall.search.SearchMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is played, and what is asked about it. */
final class TranscriptOptions {
    private static final int DEFAULT_TOP = 5;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Play this transcript into the memory: JSON lines with session, speaker, time (or date_time) and text, and"
                            + " optionally id (or dialog_id) and conversation_id, which makes each conversation a user of its own.")
    @Nullable
    Path input;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description =
                    "Then answer these questions with the evidence that is found: JSON lines with question, and optionally"
                            + " qid, category, answer, evidence (ids of messages) and conversation_id. Default: NAME-questions.jsonl"
                            + " beside NAME.jsonl, where it is there.")
    @Nullable
    Path questions;

    @Option(
            names = "--assistant",
            paramLabel = "NAME",
            description = "The speaker who is the assistant. Kendall and Assistant always are.")
    @Nullable
    String assistant;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many hits to show for each question, 1 to 100. Default: " + DEFAULT_TOP + ".")
    @Nullable
    Integer top;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How to search: ${COMPLETION-CANDIDATES}. Default: HYBRID.")
    @Nullable
    SearchMode mode;

    @Option(names = "--answer", description = "Let the chat model answer each question, too; needs OPENAI_API_KEY.")
    boolean answer;

    int top() {
        return top == null ? DEFAULT_TOP : top;
    }

    SearchMode mode() {
        return mode == null ? SearchMode.HYBRID : mode;
    }

    TranscriptOptions checked(CommandSpec spec) {
        if (top != null && (top < 1 || top > 100)) {
            throw new ParameterException(spec.commandLine(), "--top must be from 1 to 100.");
        }
        return this;
    }

    void refuseWithoutInput(CommandSpec spec) {
        if (questions != null || assistant != null || top != null || mode != null || answer) {
            throw new ParameterException(
                    spec.commandLine(), "--questions, --assistant, --top, --mode and --answer need --input.");
        }
    }
}
