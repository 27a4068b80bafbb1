package dev.kendall.examples.habits;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.embedding.Embedder;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.examples.command.Host;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.pattern.BuiltInExtractors;
import dev.kendall.learning.pattern.Finding;
import dev.kendall.learning.pattern.Found;
import dev.kendall.learning.pattern.PatternExtraction;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores how well habits are found that were planted in users' messages. */
@Command(
        name = "evaluate-habits",
        description = {
            "Scores how well planted habits are found in users' messages.",
            "",
            "Looks for routines in the messages of each user and compares them with those that were planted: a habit is found when the"
                    + " messages of both overlap by a Jaccard index of at least 0.5, each habit counts once, and everything else is a"
                    + " false alarm. The files are read where they lie, and nothing is kept."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./kendall evaluate-habits --data FOLDER")
public final class EvaluateHabitsCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "A folder of users, or of folders of users. A user's holds user.json {user, zone}, messages.jsonl {id, at, text},"
                            + " labels.jsonl {id, habit} and gold.jsonl {habit, kind, weekdays, minute, drift_to, stopped}.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--by-words", description = "Compare texts by their words alone, without the embedding model.")
    private boolean byWords;

    @Option(
            names = "--predictions",
            paramLabel = "FOLDER",
            description =
                    "Also write what was found to FOLDER/SET/USER.jsonl, for another scorer: event_ids, weekdays, minute, active_until.")
    @Nullable
    private Path predictions;

    /** A command in this process. */
    public EvaluateHabitsCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(data)) {
            throw new CommandFailed(
                    ExitCode.BAD_INPUT,
                    "The folder " + data + " is not there; name one that holds users with planted habits.");
        }
        List<Path> sets = isSet(data)
                ? List.of(data)
                : folders(data).stream().filter(EvaluateHabitsCommand::isSet).toList();
        if (sets.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.BAD_INPUT, "The folder " + data + " holds no user: no folder in it has a messages.jsonl.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Embedder embedder = byWords ? null : host.embedder().get();
        out.println("texts compared by words" + (embedder == null ? "" : " and by " + embedder.space()));
        out.printf(
                "%-12s %6s %8s %6s %6s %10s %7s %9s %12s %12s %12s %8s%n",
                "set",
                "users",
                "planted",
                "told",
                "found",
                "precision",
                "recall",
                "false/user",
                "days exact",
                "within 45'",
                "stop seen",
                "ms/user");
        PatternExtraction extraction = PatternExtraction.builder()
                .extractor(BuiltInExtractors.routines())
                .build();
        for (Path set : sets) {
            HabitScore score = HabitScore.NONE;
            long millis = 0;
            for (Path folder : folders(set)) {
                PlantedUser user = PlantedUser.read(folder);
                PatternWindow window = window(user, embedder);
                ExtractionReport<Found> report = extraction.run(window);
                report.problems().forEach(problem -> {
                    throw new CommandFailed(ExitCode.FAILED, folder + ": " + problem + ".");
                });
                millis += report.outcomes().get(0).took().toMillis();
                List<Finding> findings =
                        report.found().stream().map(Found::finding).toList();
                score = score.plus(HabitScore.of(user, findings));
                if (predictions != null) {
                    Predictions.write(predictions.resolve(name(set)).resolve(name(folder) + ".jsonl"), user, findings);
                }
            }
            print(out, set, score, millis);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Path set, HabitScore score, long millis) {
        out.printf(
                Locale.ROOT,
                "%-12s %6d %8d %6d %6d %10.3f %7.3f %9.3f %12s %12s %12s %8d%n",
                name(set),
                score.users(),
                score.planted(),
                score.told(),
                score.found(),
                score.precision(),
                score.recall(),
                score.falseAlarmsPerUser(),
                share(score.days(), score.found()),
                share(score.time(), score.found()),
                share(score.stop(), score.found()),
                millis / score.users());
        out.flush();
    }

    private static String share(int part, int of) {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / of);
    }

    /** Until the last message: what is said of habits is said of that day. */
    private static PatternWindow window(PlantedUser user, @Nullable Embedder embedder) {
        Instant now = user.messages().stream()
                .map(Message::createdAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        PatternWindow window =
                PatternWindow.of(user.user(), now, user.messages()).in(user.zone());
        if (embedder == null) {
            return window;
        }
        List<SpaceVector> vectors =
                embedder.embedAll(user.messages().stream().map(Message::text).toList());
        Map<MessageId, Vector> byId = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            byId.put(user.messages().get(i).id(), vectors.get(i).vector());
        }
        return window.withVectors(id -> Optional.ofNullable(byId.get(id)));
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    private static boolean isSet(Path folder) {
        return folders(folder).stream().anyMatch(user -> Files.exists(user.resolve("messages.jsonl")));
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return new ArrayList<>(inside.filter(Files::isDirectory).sorted().toList());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.BAD_INPUT, folder + " cannot be read: " + Failures.reason(e) + ".", e);
        }
    }
}
