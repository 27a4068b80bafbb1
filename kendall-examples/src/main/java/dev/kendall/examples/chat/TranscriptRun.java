package dev.kendall.examples.chat;

import dev.kendall.Kendall;
import dev.kendall.embedding.Embedder;
import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Progress;
import dev.kendall.examples.command.Text;
import dev.kendall.examples.kept.KeptMemory;
import dev.kendall.examples.scoring.Retriever;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.QuestionReader;
import dev.kendall.examples.transcript.Transcript;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.examples.transcript.TranscriptReader;
import dev.kendall.failure.Conflict;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Plays a transcript into a memory, and answers questions about it with the evidence that is found. */
final class TranscriptRun {
    private final Host host;
    private final ModelOptions model;
    private final TranscriptOptions options;
    private final ChatCommand.MemoryOptions memory;
    private final ZoneId zone;
    private final CommandLine command;
    private final PrintWriter out;
    private final PrintWriter err;

    TranscriptRun(
            Host host,
            ChatCommand.MemoryOptions memory,
            ModelOptions model,
            TranscriptOptions options,
            CommandLine command) {
        this.host = host;
        this.model = model;
        this.options = options;
        this.memory = memory;
        this.zone = memory.zone == null ? ZoneOffset.UTC : memory.zone;
        this.command = command;
        this.out = command.getOut();
        this.err = command.getErr();
    }

    int run(Path input, UserId user) {
        Transcript transcript = TranscriptReader.read(input, zone);
        Path asked = questions(input);
        List<Question> questions = asked == null ? List.of() : QuestionReader.read(asked, transcript);
        Answerer answerer = answerer();
        Embedder embedder = host.embedder().get();
        AtomicReference<@Nullable Instant> end = new AtomicReference<>();
        try (KeptMemory kept = open();
                Kendall kendall = Kendall.builder(kept.storage())
                        .embedder(embedder)
                        .clock(() -> {
                            Instant set = end.get();
                            return set == null ? host.clock().instant() : set;
                        })
                        .open()) {
            var cast = new TranscriptPlayer.Cast(user, options.assistant, zone);
            Set<UserId> users = play(new TranscriptPlayer(kendall, cast), transcript, input);
            embed(kendall, embedder, users);
            kept.saving().run();
            tellPlayed(transcript, users, kept);
            if (questions.isEmpty()) {
                out.println("No questions: name them with --questions.");
                out.flush();
                return ExitCode.OK;
            }
            Answers answers = new Answers(
                    new Retriever(kendall, embedder, options.mode()),
                    new AnswerView(options.top(), zone, out),
                    answerer == null && !model.showPrompt
                            ? null
                            : new TranscriptAnswers(
                                    kendall, model, answerer, question -> end.set(after(transcript, question))),
                    out,
                    err);
            return answers.run(questions, question -> cast.user(question.conversation()));
        }
    }

    /** The named file; else the one beside the transcript, where it is there. */
    private @Nullable Path questions(Path input) {
        if (options.questions != null) {
            return options.questions;
        }
        String name = String.valueOf(input.getFileName());
        int dot = name.lastIndexOf('.');
        Path beside = input.resolveSibling(
                dot < 0 ? name + "-questions" : name.substring(0, dot) + "-questions" + name.substring(dot));
        return Files.exists(beside) ? beside : null;
    }

    private @Nullable Answerer answerer() {
        if (!options.answer) {
            return null;
        }
        Answerer answerer = model.open(host);
        if (answerer == null) {
            throw new CommandFailed(
                    ExitCode.MODEL, "--answer needs a chat model: set OPENAI_API_KEY, or leave --answer out.");
        }
        return answerer;
    }

    private void embed(Kendall kendall, Embedder embedder, Set<UserId> users) {
        EmbeddingSpace space = embedder.space();
        long missing = users.stream()
                .mapToLong(user -> kendall.storage().vectors().countUnembedded(user, space))
                .sum();
        if (missing == 0) {
            return;
        }
        EmbeddingBackfill.Report report;
        try (Progress progress =
                Progress.start(new Progress.Task("Embedding messages", "messages", missing), err, host)) {
            report = new EmbeddingBackfill(kendall.storage().vectors(), embedder).run(progress::done);
        }
        if (report.refused() > 0) {
            throw new CommandFailed(
                    ExitCode.MODEL,
                    "The embedding model failed on " + Text.count(report.refused(), "message", "messages") + ".");
        }
    }

    private static Set<UserId> play(TranscriptPlayer player, Transcript transcript, Path input) {
        try {
            return player.play(transcript);
        } catch (Conflict e) {
            if (e.isLostRace()) {
                throw e;
            }
            throw new CommandFailed(
                    ExitCode.FAILED,
                    input
                            + " was played for this user before, and says something else now, which cannot be changed; play it into"
                            + " another memory, or for another --user.",
                    e);
        }
    }

    private KeptMemory open() {
        if (memory.postgres != null) {
            return KeptMemory.on(memory.postgres, host, command);
        }
        return memory.data == null ? KeptMemory.passing(host) : KeptMemory.in(memory.data, host);
    }

    private void tellPlayed(Transcript transcript, Set<UserId> users, KeptMemory kept) {
        Instant first = transcript.lines().stream()
                .map(line -> line.time())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = transcript.lines().stream()
                .map(line -> line.time())
                .max(Instant::compareTo)
                .orElseThrow();
        out.printf(
                "Played %s of %s, from %s to %s%s.%n",
                Text.count(transcript.lines().size(), "message", "messages"),
                users.size() == 1 ? Text.snippet(users.iterator().next().value(), 60) : users.size() + " users",
                first.atZone(zone).toLocalDate(),
                last.atZone(zone).toLocalDate(),
                kept.place() == null ? "" : ", kept in " + kept.place());
        out.flush();
    }

    /** A minute after the last message of the question's conversation: questions are asked from then. */
    private static Instant after(Transcript transcript, Question question) {
        return transcript.lines().stream()
                .filter(line -> line.conversation().equals(question.conversation()))
                .map(line -> line.time())
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(Duration.ofMinutes(1));
    }
}
