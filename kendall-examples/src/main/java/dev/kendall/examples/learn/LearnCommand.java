package dev.kendall.examples.learn;

import dev.kendall.Kendall;
import dev.kendall.analytics.DailyRow;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Progress;
import dev.kendall.examples.command.Text;
import dev.kendall.examples.command.Time;
import dev.kendall.examples.command.Timing;
import dev.kendall.examples.kept.KeptMemory;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.learning.DailyAnalytics;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.learning.LearningReport;
import dev.kendall.learning.page.LearningPage;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Storage;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Learns from everything that is stored, at once. */
@Command(
        name = "learn",
        description = {
            "Learns from everything that users said and that was not learned from yet, and prints what is known of them, with the messages that"
                    + " say so.",
            "",
            "It learns without a chat model: facts by English grammar, habits by statistics. Done twice, it changes nothing. An application"
                    + " learns the same in the background, with LearningLoop.",
            "",
            "Habits are those of the present. Where nothing was said for " + LearnCommand.SILENT_DAYS
                    + " days, as in a transcript that was played, the present is when the newest message was said; --at sets another."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall chat --input kendall-examples/transcripts/nora.jsonl --data nora.snapshot",
            "  ./kendall learn --data nora.snapshot",
            "  ./kendall learn --postgres --user nora",
            "  ./kendall learn --postgres --days 30",
            "  ./kendall learn --postgres --user nora --html nora.html"
        })
public final class LearnCommand implements Callable<Integer> {
    static final int SILENT_DAYS = 30;

    private static final PageRequest PAGE = PageRequest.first(500);

    private final Host host;
    private final AtomicReference<@Nullable Instant> then = new AtomicReference<>();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by way of the command line
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Where the memory is kept. Default: that of ./kendall chat.")
    @Nullable
    private Path data;

    @Option(
            names = "--postgres",
            arity = "0..1",
            fallbackValue = NamedPostgres.DEMO,
            paramLabel = "URI",
            description = "Learn on PostgreSQL, in the schema kendall. " + NamedPostgres.DESCRIPTION)
    @Nullable
    private String postgres;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Print only what is known of this user. Default: of every user.")
    @Nullable
    private String user;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Learn as of this time, such as 2026-03-31T18:15; in UTC unless it has an offset.")
    @Nullable
    private Instant at;

    @Option(
            names = "--evidence",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many messages to print for each, the latest. Default: ${DEFAULT-VALUE}.")
    private int evidence;

    @Option(
            names = "--days",
            arity = "0..1",
            fallbackValue = "7",
            paramLabel = "N",
            description =
                    "Also count what happened on each of the last N days (messages, answers, recall, patterns, jobs, cost), keep it, and"
                            + " print it at the end. Default of N: ${FALLBACK-VALUE}.")
    @Nullable
    private Integer days;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page with plots, too: one file that needs nothing else. Of several users each gets a file beside it,"
                            + " and FILE links to them. One that is there is replaced.")
    @Nullable
    private Path html;

    /** A command in this process. */
    public LearnCommand(Host host) {
        this.host = host.withClock(() -> {
            Instant set = then.get();
            return set == null ? host.clock().instant() : set;
        });
    }

    @Override
    public Integer call() {
        if (data != null && postgres != null) {
            throw new ParameterException(spec.commandLine(), "--data and --postgres exclude each other.");
        }
        if (evidence < 0 || evidence > 1_000) {
            throw new ParameterException(spec.commandLine(), "--evidence must be from 0 to 1000.");
        }
        if (days != null && (days < 1 || days > 366)) {
            throw new ParameterException(spec.commandLine(), "--days must be from 1 to 366.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (KeptMemory kept =
                postgres == null ? KeptMemory.in(data, host) : KeptMemory.on(postgres, host, spec.commandLine())) {
            settle(kept.storage(), out);
            List<DailyRow> rows = learn(kept.storage(), out);
            kept.saving().run();
            List<LearnedPages.Known> shown = new ArrayList<>();
            for (User each : Page.each(PAGE, page -> kept.storage().users().list(page))) {
                if (user == null || each.id().value().equals(user)) {
                    shown.add(show(kept.storage(), each.id(), out));
                }
            }
            if (shown.isEmpty()) {
                out.println(
                        user == null
                                ? "Nobody is stored there yet."
                                : "There is no user " + Text.snippet(user, 60) + ".");
            } else if (html != null) {
                write(html, LearningPage.of(kept.storage(), host.clock().instant()), shown);
            }
            if (!rows.isEmpty()) {
                new DaysView(out).show(rows);
            }
            return shown.isEmpty() && user != null ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    /** Sets the time as of which it learns, and says so where that is not now. */
    private void settle(Storage storage, PrintWriter out) {
        then.set(at);
        if (at == null) {
            Instant newest = newest(storage);
            if (newest == null || newest.isAfter(host.clock().instant().minus(Duration.ofDays(SILENT_DAYS)))) {
                return;
            }
            then.set(newest);
            out.println("As of " + Time.written(newest) + " (UTC), as nothing was said since.");
        }
    }

    private static @Nullable Instant newest(Storage storage) {
        Instant newest = null;
        for (User each : Page.each(PAGE, page -> storage.users().list(page))) {
            for (Message message : storage.chat()
                    .list(each.id(), MessageFilter.all(), PageRequest.first(1))
                    .items()) {
                newest = newest == null || message.createdAt().isAfter(newest) ? message.createdAt() : newest;
            }
        }
        return newest;
    }

    /**
     * Learns from what is stored, and says from how much.
     *
     * @return the last days, where they were asked for
     */
    private List<DailyRow> learn(Storage storage, PrintWriter out) {
        LearningOptions options = LearningOptions.builder().clock(host.clock()).build();
        try (LearningLoop loop =
                LearningLoop.of(Kendall.builder(storage).clock(host.clock()).open(), options)) {
            Timing<Integer> timing = Timing.of(() -> {
                loop.catchUp();
                return loop.runOnce();
            });
            LearningReport report = loop.report();
            out.printf(
                    Locale.ROOT,
                    "Learned from %s in %.1f s.%n",
                    Text.count(report.messages(), "message", "messages"),
                    timing.millis() / 1e3);
            if (report.shared() > 0) {
                out.println(Text.count(report.shared(), "of them was", "of them were")
                        + " said under a name that is not the user's, and not learned from. Where it is the user's own, give it to the user: /profile in"
                        + " ./kendall chat.");
            }
            report.failures()
                    .forEach((extractor, times) -> out.println(
                            "The extractor " + extractor + " failed " + Text.count(times, "time", "times") + "."));
            return days == null ? List.of() : counted(loop.analytics(), days);
        }
    }

    private List<DailyRow> counted(DailyAnalytics analytics, int count) {
        LocalDate today = LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC);
        return IntStream.range(0, count)
                .mapToObj(back -> analytics.run(today.minusDays(count - 1L - back)))
                .toList();
    }

    private LearnedPages.Known show(Storage storage, UserId id, PrintWriter out) {
        LearnedView view = new LearnedView(storage, id, evidence, out);
        out.println();
        out.println(Text.snippet(id.value(), 60) + " usually:");
        int patterns = view.patterns();
        if (patterns == 0) {
            out.println("  (nothing regular was found)");
        }
        out.println("Known of " + Text.snippet(id.value(), 60) + ":");
        int memories = view.memories();
        if (memories == 0) {
            out.println("  (nothing)");
        }
        out.flush();
        return new LearnedPages.Known(id, patterns, memories);
    }

    private void write(Path file, LearningPage pages, List<LearnedPages.Known> users) {
        PrintWriter err = spec.commandLine().getErr();
        try (Progress bar = Progress.start(new Progress.Task("Pages", "pages", users.size()), err, host)) {
            new LearnedPages(pages, file).write(users, bar::done);
        }
        spec.commandLine().getOut().println();
        spec.commandLine().getOut().println("The page is " + file + ".");
    }
}
