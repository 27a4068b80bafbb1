package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.QuestionReader;
import dev.kendall.examples.transcript.Transcript;
import dev.kendall.examples.transcript.TranscriptReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;

/**
 * Conversations, and the questions about them that are scored.
 *
 * @param scored at least one
 */
record Dataset(Transcript transcript, List<Question> scored, Facts facts) {
    /**
     * What is kept of a dataset with its results: enough to tell whether another is the same, and no text of it.
     *
     * @param name as the user calls it; may be empty
     * @param conversationsSha256 the digest of the file with the conversations, in hexadecimal
     * @param questionsSha256 the digest of the file with the questions
     * @param zone the time zone of times without one
     * @param unscored how many questions are not scored: without evidence, or about what was never said
     */
    record Facts(
            String name,
            String conversationsSha256,
            String questionsSha256,
            String zone,
            int conversations,
            int messages,
            int scored,
            int unscored) {
        /** Whether both were read from the same bytes. */
        boolean isSameAs(Facts other) {
            return conversationsSha256.equals(other.conversationsSha256)
                    && questionsSha256.equals(other.questionsSha256);
        }
    }

    /**
     * Where a dataset lies.
     *
     * @param name as the user calls it; may be empty
     * @param zone where times without an offset are read
     */
    record Source(String name, Path conversations, Path questions, ZoneId zone) {}

    /**
     * Reads a dataset.
     *
     * @throws CommandFailed when a file cannot be read, a line is wrong, or no question can be scored
     */
    static Dataset read(Source source) {
        Transcript transcript = TranscriptReader.read(source.conversations(), source.zone());
        List<Question> all = QuestionReader.read(source.questions(), transcript);
        List<Question> scored = all.stream().filter(Question::isScored).toList();
        if (scored.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.BAD_INPUT,
                    source.questions() + " holds no question with evidence, so nothing can be scored.");
        }
        return new Dataset(
                transcript,
                scored,
                new Facts(
                        source.name(),
                        sha256(source.conversations()),
                        sha256(source.questions()),
                        source.zone().getId(),
                        transcript.conversations().size(),
                        transcript.lines().size(),
                        scored.size(),
                        all.size() - scored.size()));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " cannot be read: " + Failures.reason(e) + ".", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
