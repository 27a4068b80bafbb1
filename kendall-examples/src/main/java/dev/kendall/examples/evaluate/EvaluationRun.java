package dev.kendall.examples.evaluate;

import dev.kendall.Kendall;
import dev.kendall.embedding.Embedder;
import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.examples.command.Environment;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Progress;
import dev.kendall.examples.postgres.NamedPostgres;
import dev.kendall.examples.postgres.PassingSchema;
import dev.kendall.examples.scoring.Interval;
import dev.kendall.examples.transcript.Question;
import dev.kendall.examples.transcript.TranscriptPlayer;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates configurations on a dataset, and prints each one's results when they are there. */
final class EvaluationRun {
    private final Host host;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * How it is run.
     *
     * @param postgres the connection string of the server for configurations on PostgreSQL; null for the demo's
     * @param seed of the bootstrap
     */
    record Options(@Nullable String postgres, long seed) {}

    EvaluationRun(Host host, PrintWriter out, PrintWriter err) {
        this.host = host;
        this.out = out;
        this.err = err;
    }

    Evaluation run(Dataset dataset, List<Configuration> configurations, Options options) {
        Environment environment = Environment.here();
        Embedder embedder = configurations.stream().anyMatch(Configuration::needsVectors)
                ? host.embedder().get()
                : null;
        printHead(dataset.facts(), embedder);
        Inputs inputs = new Inputs(dataset, embedder, vectors(dataset, embedder), options.seed());
        Map<StorageKind, List<Configuration>> byStorage = new EnumMap<>(StorageKind.class);
        configurations.forEach(configuration -> byStorage
                .computeIfAbsent(configuration.storage(), kind -> new ArrayList<>())
                .add(configuration));
        String started = host.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        List<ConfigurationResult> results = new ArrayList<>();
        byStorage.forEach((kind, some) -> results.addAll(
                kind == StorageKind.MEMORY ? inMemory(inputs, some) : onPostgres(inputs, some, options.postgres())));
        return new Evaluation(
                Evaluation.FORMAT,
                started,
                environment,
                dataset.facts(),
                embedder == null ? "" : embedder.space().toString(),
                options.seed(),
                Interval.SAMPLES,
                results);
    }

    private void printHead(Dataset.Facts facts, @Nullable Embedder embedder) {
        out.printf(
                "%d messages in %d conversations, %d scored questions%s%s%n",
                facts.messages(),
                facts.conversations(),
                facts.scored(),
                facts.unscored() == 0 ? "" : ", " + facts.unscored() + " not scored",
                embedder == null ? "" : ", model " + embedder.space());
        out.flush();
    }

    private QuestionVectors vectors(Dataset dataset, @Nullable Embedder embedder) {
        if (embedder == null) {
            return QuestionVectors.none();
        }
        try (Progress progress =
                progress("Embedding questions", "questions", dataset.scored().size())) {
            return QuestionVectors.of(dataset.scored(), embedder, progress::done);
        }
    }

    private Progress progress(String task, String unit, int total) {
        return Progress.start(new Progress.Task(task, unit, total), err, host);
    }

    /** What every configuration is evaluated with. */
    private record Inputs(Dataset dataset, @Nullable Embedder embedder, QuestionVectors vectors, long seed) {}

    private List<ConfigurationResult> inMemory(Inputs inputs, List<Configuration> configurations) {
        return new OnStorage(
                        inputs, InMemoryStorage.builder().clock(host.clock()).build(), "")
                .run(configurations);
    }

    private List<ConfigurationResult> onPostgres(
            Inputs inputs, List<Configuration> configurations, @Nullable String uri) {
        NamedPostgres named = NamedPostgres.of(uri == null ? NamedPostgres.DEMO : uri, host, err);
        try (PassingSchema schema = named.openPassing(host, out, err)) {
            return new OnStorage(inputs, schema.storage(), named.server()).run(configurations);
        }
    }

    /** Its configurations on one storage, which is empty. */
    private final class OnStorage {
        private final Inputs inputs;
        private final Storage storage;
        private final String server;

        OnStorage(Inputs inputs, Storage storage, String server) {
            this.inputs = inputs;
            this.storage = storage;
            this.server = server;
        }

        List<ConfigurationResult> run(List<Configuration> configurations) {
            Dataset dataset = inputs.dataset();
            Embedder embedder = inputs.embedder();
            var cast = new TranscriptPlayer.Cast(
                    UserId.of("evaluation"), null, ZoneId.of(dataset.facts().zone()));
            Kendall.Builder builder = Kendall.builder(storage).clock(host.clock());
            try (Kendall kendall = (embedder == null ? builder : builder.embedder(embedder)).open()) {
                new TranscriptPlayer(kendall, cast).play(dataset.transcript());
                if (embedder != null) {
                    embedMessages(kendall, embedder);
                }
                Trial trial = new Trial(kendall, cast, inputs.vectors());
                return configurations.stream()
                        .map(configuration -> run(trial, configuration))
                        .toList();
            }
        }

        private void embedMessages(Kendall kendall, Embedder embedder) {
            int messages = inputs.dataset().transcript().lines().size();
            try (Progress progress = progress("Embedding messages", "messages", messages)) {
                new EmbeddingBackfill(kendall.storage().vectors(), embedder).run(progress::done);
            }
        }

        private ConfigurationResult run(Trial trial, Configuration configuration) {
            List<Question> questions = inputs.dataset().scored();
            List<QuestionResult> asked;
            try (Progress progress = progress("Searching " + configuration.name(), "questions", questions.size())) {
                asked = trial.run(configuration, questions, progress::done);
            }
            ConfigurationResult result = ConfigurationResult.of(configuration, server, asked, inputs.seed());
            out.println();
            EvaluationText.lines(result).forEach(out::println);
            out.flush();
            return result;
        }
    }
}
