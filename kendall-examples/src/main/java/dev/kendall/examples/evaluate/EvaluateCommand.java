package dev.kendall.examples.evaluate;

import dev.kendall.Kendall;
import dev.kendall.embedding.Embedder;
import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Progress;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.examples.postgres.PassingSchema;
import dev.kendall.examples.scoring.Interval;
import dev.kendall.examples.scoring.Retrieval;
import dev.kendall.examples.scoring.Retriever;
import dev.kendall.examples.scoring.ScoreTable;
import dev.kendall.examples.scoring.Scores;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.QuestionReader;
import dev.kendall.examples.transcript.Transcript;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.examples.transcript.TranscriptReader;
import dev.kendall.search.SearchMode;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores how well the evidence for questions is found in long conversations. */
@Command(
        name = "evaluate",
        description = {
            "Scores how well search finds the evidence for questions.",
            "",
            "Plays the conversations into a fresh memory, searches the question's own conversation for each question, and prints recall"
                    + " (the share of a question's evidence that is among the first 5, 10, 20 hits, averaged over the questions), hit@10,"
                    + " nDCG@10 and MRR. Questions without evidence and those of category 5 or \"adversarial\" are not scored. The"
                    + " files are read where they lie, and nothing is kept."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./kendall evaluate --conversations FILE --questions FILE --mode hybrid")
public final class EvaluateCommand implements Callable<Integer> {
    private static final long SEED = 42;

    private final Host host;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--conversations",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON lines with session, speaker, time (or date_time), text, and optionally id (or dialog_id) and"
                            + " conversation_id: each conversation is a user of its own.")
    @SuppressWarnings("NullAway.Init")
    private Path conversations;

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON lines with question, and optionally qid, category (or category_name), answer, evidence (ids) and"
                            + " conversation_id.")
    @SuppressWarnings("NullAway.Init")
    private Path questions;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            description = "How to search: ${COMPLETION-CANDIDATES}. Default: all of them, one after the other.")
    private List<SearchMode> modes = List.of(SearchMode.HYBRID, SearchMode.SEMANTIC, SearchMode.KEYWORD);

    @Option(names = "--zone", paramLabel = "ZONE", description = "The time zone of times without one. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--postgres",
            arity = "0..1",
            fallbackValue = NamedPostgres.DEMO,
            paramLabel = "URI",
            description = "Evaluate on PostgreSQL with pgvector, in a schema that is dropped afterwards. "
                    + NamedPostgres.DESCRIPTION)
    @Nullable
    private String postgres;

    /** A command in this process. */
    public EvaluateCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Transcript transcript = TranscriptReader.read(conversations, zone);
        List<Question> scored = QuestionReader.read(questions, transcript).stream()
                .filter(Question::isScored)
                .toList();
        if (scored.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.BAD_INPUT, questions + " holds no question with evidence, so nothing can be scored.");
        }
        if (postgres == null) {
            evaluate(InMemoryStorage.builder().clock(host.clock()).build(), transcript, scored);
        } else {
            NamedPostgres named =
                    NamedPostgres.of(postgres, host, spec.commandLine().getErr());
            try (PassingSchema schema = named.openPassing(
                    host, spec.commandLine().getOut(), spec.commandLine().getErr())) {
                evaluate(schema.storage(), transcript, scored);
            }
        }
        return ExitCode.OK;
    }

    private void evaluate(Storage storage, Transcript transcript, List<Question> scored) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Embedder embedder = host.embedder().get();
        try (Kendall kendall =
                Kendall.builder(storage).embedder(embedder).clock(host.clock()).open()) {
            var cast = new TranscriptPlayer.Cast(UserId.of("evaluation"), null, zone);
            new TranscriptPlayer(kendall, cast).play(transcript);
            try (Progress progress = Progress.start(
                    new Progress.Task(
                            "Embedding messages", "messages", transcript.lines().size()),
                    err,
                    host)) {
                new EmbeddingBackfill(kendall.storage().vectors(), embedder).run(progress::done);
            }
            try (Progress progress =
                    Progress.start(new Progress.Task("Embedding questions", "questions", scored.size()), err, host)) {
                embedder.embedAll(scored.stream().map(Question::text).toList());
                progress.done(scored.size());
            }
            out.printf(
                    Locale.ROOT,
                    "%d messages in %d conversations, %d scored questions, model %s%n",
                    transcript.lines().size(),
                    transcript.conversations().size(),
                    scored.size(),
                    embedder.space());
            for (SearchMode mode : modes) {
                Retriever retriever = new Retriever(kendall, embedder, mode);
                report(
                        mode,
                        scored.stream()
                                .map(question -> retriever.ask(cast.user(question.conversation()), question))
                                .toList(),
                        out);
            }
        }
    }

    private static void report(SearchMode mode, List<Retrieval> retrievals, PrintWriter out) {
        Map<String, List<Scores>> byCategory = new TreeMap<>();
        List<Scores> all = new ArrayList<>();
        for (Retrieval retrieval : retrievals) {
            Scores scores = retrieval.scores();
            all.add(scores);
            byCategory
                    .computeIfAbsent(retrieval.question().category(), category -> new ArrayList<>())
                    .add(scores);
        }
        ScoreTable table = new ScoreTable(mode.name().toLowerCase(Locale.ROOT)).add("all", all);
        if (byCategory.size() > 1) {
            byCategory.forEach((category, scores) -> table.add("  " + (category.isEmpty() ? "-" : category), scores));
        }
        Interval interval =
                Interval.bootstrap(all.stream().mapToDouble(Scores::recall10).toArray(), SEED);
        out.println();
        table.lines().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "R@10 lies from %.3f to %.3f with 95 %% confidence (bootstrap, seed %d); searching took %.2f ms a query in the median,"
                        + " %.2f ms at the 95th percentile%n",
                interval.low(),
                interval.high(),
                SEED,
                percentile(retrievals, Retrieval::searchMillis, 0.5),
                percentile(retrievals, Retrieval::searchMillis, 0.95));
        out.flush();
    }

    private static double percentile(List<Retrieval> retrievals, ToDoubleFunction<Retrieval> value, double part) {
        double[] sorted = retrievals.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }
}
