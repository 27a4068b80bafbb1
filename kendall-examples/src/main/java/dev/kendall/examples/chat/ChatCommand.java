package dev.kendall.examples.chat;

import dev.kendall.Kendall;
import dev.kendall.embedding.Embedder;
import dev.kendall.examples.command.CommonOptions;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Time;
import dev.kendall.examples.kept.KeptMemory;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.job.Debounce;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A conversation with memory, or a transcript played into one. */
@Command(
        name = "chat",
        description = {
            "A conversation with memory; or, with --input, a transcript and questions about it.",
            "",
            "In a terminal, what you type is stored, and what the memory recalls for it is shown beside its timing. /help lists the"
                    + " commands. Where standard input is no terminal, its lines are taken the same way, without a prompt; the exit"
                    + " code is then that of the first line that failed.",
            "",
            "Where OPENAI_API_KEY is set, a chat model answers. Where it is not, the prompt that a model would get is shown. When"
                    + " nobody answers, your message is stored alone.",
            "",
            "It learns as it goes, facts and habits: /memories and /patterns show what, and why.",
            "",
            "Embeddings are made in this process, without a network."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./kendall chat",
            "  ./kendall chat --input kendall-examples/transcripts/nora.jsonl",
            "  ./kendall chat --input kendall-examples/transcripts/nora.jsonl --postgres",
            "  ./kendall chat --data nora.snapshot --at 2026-04-06T09:00",
            "  echo 'Remind me of the dentist' | ./kendall chat --data /tmp/try.snapshot"
        })
public final class ChatCommand implements Callable<Integer> {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Host process;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ArgGroup(validate = false, heading = "%nThe memory:%n", order = 1)
    private MemoryOptions memory = new MemoryOptions();

    @ArgGroup(validate = false, heading = "%nThe chat model:%n", order = 2)
    private ModelOptions model = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nA transcript:%n", order = 3)
    private TranscriptOptions transcript = new TranscriptOptions();

    /** Whose memory, and where it is kept. */
    static final class MemoryOptions {
        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "Whose memory it is. Default: ${DEFAULT-VALUE}.",
                defaultValue = "me")
        String user = "me";

        @Option(names = "--thread", paramLabel = "NAME", description = "The conversation to go on in. Default: main.")
        @Nullable
        String thread;

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                description =
                        "The time zone: of a new user (default: this machine's), or of a transcript's times (default: UTC).")
        @Nullable
        ZoneId zone;

        @Option(
                names = "--region",
                paramLabel = "CC",
                description = "The country, such as GB, in which phone numbers without a country code are read.")
        @Nullable
        String region;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = Time.class,
                description =
                        "Talk as if it were this time now, such as 2026-04-06T09:00; in UTC unless it has an offset. So a transcript that was"
                                + " played goes on where it ended.")
        @Nullable
        Instant at;

        @Option(
                names = "--data",
                paramLabel = "FILE",
                description =
                        "Where the memory is kept. Default: chat.snapshot in $KENDALL_HOME or ~/.kendall; with --input, it is"
                                + " not kept.")
        @Nullable
        Path data;

        @Option(
                names = "--postgres",
                arity = "0..1",
                fallbackValue = NamedPostgres.DEMO,
                paramLabel = "URI",
                description = "Keep the memory on PostgreSQL with pgvector, in the schema kendall. "
                        + NamedPostgres.DESCRIPTION)
        @Nullable
        String postgres;
    }

    /** A command in this process. */
    public ChatCommand(Host host) {
        this.process = host;
    }

    @Override
    public Integer call() {
        UserId user = checked("--user", () -> UserId.of(memory.user));
        if (model.tokens < 1 || model.tokens > 10_000_000) {
            throw usage("--token-budget must be from 1 to 10000000.");
        }
        if (memory.data != null && memory.postgres != null) {
            throw usage("--data and --postgres exclude each other.");
        }
        if (transcript.input != null) {
            if (memory.thread != null || memory.region != null || memory.at != null) {
                throw usage("--thread, --region and --at have no meaning with --input.");
            }
            return new TranscriptRun(process, memory, model, transcript.checked(spec), spec.commandLine())
                    .run(transcript.input, user);
        }
        transcript.refuseWithoutInput(spec);
        return converse(user, memory.at == null ? process : process.startingAt(memory.at));
    }

    private int converse(UserId user, Host host) {
        ThreadId thread = checked("--thread", () -> ThreadId.of(memory.thread == null ? "main" : memory.thread));
        Profile profile = checked(
                "--region",
                () -> Profile.builder()
                        .zone(memory.zone == null ? ZoneId.systemDefault() : memory.zone)
                        .region(memory.region)
                        .build());
        SlashCommands commands = new SlashCommands();
        try (KeptMemory kept = memory.postgres == null
                ? KeptMemory.in(memory.data, host)
                : KeptMemory.on(memory.postgres, host, spec.commandLine())) {
            Embedder embedder = host.embedder().get();
            Kendall kendall = Kendall.builder(kept.storage())
                    .embedder(embedder)
                    .clock(host.clock())
                    .open();
            kendall.embedPending();
            adjust(kendall, user);
            if (host.terminal()) {
                // It writes nothing; the first turn's timing would otherwise be that of loading classes.
                kendall.turn(user, thread, "Hello");
            }
            try (LearningLoop learning = learning(kendall, host);
                    Lines lines = host.terminal() ? TerminalLines.open(commands.names()) : new PlainLines(host.in())) {
                var out = spec.commandLine().getOut();
                if (host.terminal()) {
                    out.println("The memory of " + user + " in " + kept.place()
                            + ". /help lists the commands, Ctrl-D leaves.");
                }
                Session session = new Session(
                        kendall,
                        learning,
                        embedder,
                        new Session.Opening(user, thread, profile, host.clock()),
                        out,
                        lines);
                int exitCode = new Conversation(
                                session,
                                commands,
                                model,
                                new Conversation.Talk(
                                        model.open(host),
                                        kept.saving(),
                                        spec.commandLine().getErr(),
                                        common.debug))
                        .run();
                return host.terminal() ? 0 : exitCode;
            }
        }
    }

    /** In a terminal it learns while the user thinks; a script is learned from when it asks what was learned. */
    private LearningLoop learning(Kendall kendall, Host host) {
        LearningOptions.Builder options = LearningOptions.builder().clock(host.clock());
        return host.terminal()
                ? LearningLoop.start(
                        kendall,
                        options.quiet(Debounce.of(QUIET))
                                .patternsQuiet(Debounce.of(QUIET))
                                .build())
                : LearningLoop.of(kendall, options.build());
    }

    /** Gives a user who is known already the zone and region of the command line. */
    private void adjust(Kendall kendall, UserId user) {
        kendall.storage().users().find(user).ifPresent(known -> {
            Profile.Builder changed = known.profile().toBuilder();
            if (memory.zone != null) {
                changed.zone(memory.zone);
            }
            if (memory.region != null) {
                changed.region(memory.region);
            }
            kendall.storage().users().save(user, changed.build());
        });
    }

    private <T> T checked(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage() + ".");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
