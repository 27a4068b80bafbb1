package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.OutputFile;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores how well the evidence for questions is found in long conversations. */
@Command(
        name = "evaluate",
        description = {
            "Scores how well search finds the evidence for questions.",
            "",
            "Plays the conversations into a fresh memory and searches the question's own conversation for each question. Prints, for"
                    + " every configuration (each mode on each storage), recall (the share of a question's evidence among the first 5, 10,"
                    + " 20 hits, averaged over the questions), hit rate (the share of questions with any of it there), nDCG@10 and MRR,"
                    + " with 95 % intervals of a seeded bootstrap, how long a query takes, and how many tokens ten hits are."
                    + " Questions without evidence and those of category 5 or \"adversarial\" are not scored."
                    + " The files are read where they lie, and nothing of them is kept."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall evaluate --conversations FILE --questions FILE",
            "  ./kendall evaluate --conversations FILE --questions FILE --storage memory,postgres --json A.json --html A.html",
            "  ./kendall evaluate compare A.json B.json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** Of the bootstrap, unless another is named. */
    static final long SEED = 42;

    /** The furthest that a metric looks. */
    private static final int LEAST = 20;

    private final Host host;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--conversations",
            paramLabel = "FILE",
            description =
                    "Required. JSON lines with session, speaker, time (or date_time), text, and optionally id (or dialog_id) and"
                            + " conversation_id: each conversation is a user of its own.")
    @Nullable
    private Path conversations;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description =
                    "Required. JSON lines with question, and optionally qid, category (or category_name), answer, evidence (ids) and"
                            + " conversation_id.")
    @Nullable
    private Path questions;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            description = "How to search: ${COMPLETION-CANDIDATES}. Default: all of them, one after the other.")
    private List<SearchMode> modes = List.of(SearchMode.HYBRID, SearchMode.SEMANTIC, SearchMode.KEYWORD);

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "STORAGE",
            description =
                    "Where the messages are kept: memory, postgres, or both, one after the other. Default: memory, or postgres where"
                            + " --postgres is given.")
    private List<StorageKind> storages = List.of();

    @Option(
            names = "--limit",
            split = ",",
            paramLabel = "HITS",
            description = "How many hits to ask for, " + LEAST + " to " + SearchQuery.MAX_LIMIT
                    + "; evidence behind them counts as not found. Several are evaluated one after the other. Default: "
                    + Configuration.LIMIT + ".")
    private List<Integer> limits = List.of(Configuration.LIMIT);

    @Option(
            names = "--candidates",
            split = ",",
            paramLabel = "ROWS",
            description =
                    "How many candidates each arm of a hybrid search gives, 1 to " + SearchQuery.MAX_LIMIT
                            + "; never fewer than --limit are taken. Several are evaluated one after the other. Default: the library's.")
    private List<Integer> candidates = List.of(Configuration.CANDIDATES);

    @Option(names = "--zone", paramLabel = "ZONE", description = "The time zone of times without one. Default: UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "The seed of the bootstrap. Default: " + SEED + ".")
    private long seed = SEED;

    @Option(
            names = "--postgres",
            arity = "0..1",
            fallbackValue = NamedPostgres.DEMO,
            paramLabel = "URI",
            description = "Evaluate on PostgreSQL with pgvector, in a schema that is dropped afterwards. "
                    + NamedPostgres.DESCRIPTION)
    @Nullable
    private String postgres;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "What the dataset is called in the files that are written.")
    private String name = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Write the results, also of each question, to this file, for ./kendall evaluate compare. It holds no text of"
                            + " the dataset. One that is there is replaced.")
    @Nullable
    private Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page with plots: one file that needs nothing else. One that is there is replaced.")
    @Nullable
    private Path html;

    private EvaluateCommand(Host host) {
        this.host = host;
    }

    /** The command with its subcommands, in this process. */
    public static CommandLine commandLine(Host host) {
        return new CommandLine(new EvaluateCommand(host))
                .addSubcommand(new CompareCommand())
                .addSubcommand(new ReportCommand());
    }

    @Override
    public Integer call() {
        if (conversations == null || questions == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name the dataset with --conversations FILE and --questions FILE.");
        }
        checkLimits();
        for (Path file : new @Nullable Path[] {json, html}) {
            if (file != null) {
                new OutputFile(file).check();
            }
        }
        Dataset dataset = Dataset.read(new Dataset.Source(name, conversations, questions, zone));
        EvaluationRun run = new EvaluationRun(
                host, spec.commandLine().getOut(), spec.commandLine().getErr());
        Evaluation evaluation = run.run(dataset, configurations(), new EvaluationRun.Options(postgres, seed));
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        if (json != null) {
            new OutputFile(json).write(EvaluationJson.write(evaluation));
            out.println("The results are in " + json + ".");
        }
        if (html != null) {
            new OutputFile(html).write(new EvaluationPage(evaluation).html());
            out.println("The page is " + html + ".");
        }
        return ExitCode.OK;
    }

    /** Storage by storage, as opening one takes longest. */
    private List<Configuration> configurations() {
        StorageKind usual = postgres == null ? StorageKind.MEMORY : StorageKind.POSTGRES;
        List<Configuration> configurations = new ArrayList<>();
        for (StorageKind storage : storages.isEmpty() ? List.of(usual) : storages) {
            for (SearchMode mode : modes) {
                for (int limit : limits) {
                    for (int rows : candidates) {
                        configurations.add(new Configuration(mode, storage, limit, rows));
                    }
                }
            }
        }
        return configurations.stream().distinct().toList();
    }

    private void checkLimits() {
        limits.forEach(limit -> check("--limit", limit, LEAST));
        candidates.forEach(rows -> check("--candidates", rows, 1));
    }

    private void check(String option, int value, int least) {
        if (value < least || value > SearchQuery.MAX_LIMIT) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be from " + least + " to " + SearchQuery.MAX_LIMIT + ", not " + value + ".");
        }
    }
}
