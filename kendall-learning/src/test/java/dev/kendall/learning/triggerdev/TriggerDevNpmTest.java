package dev.kendall.learning.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.NotFound;
import dev.kendall.testkit.triggerdev.Exchange;
import dev.kendall.testkit.triggerdev.FakeRun;
import dev.kendall.testkit.triggerdev.FakeTask;
import dev.kendall.testkit.triggerdev.FakeTaskAborted;
import dev.kendall.testkit.triggerdev.FakeTriggerDev;
import dev.kendall.testkit.triggerdev.Fault;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trigger.dev's own packages judge what is sent there, what the fake answers, what is signed here, and the task that is deployed there. */
@Tag("npm")
class TriggerDevNpmTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path SOURCES = BASE.resolve(Path.of("src", "test", "npm"));
    private static final Path TASK =
            BASE.resolve(Path.of("src", "main", "resources", "dev", "kendall", "learning", "triggerdev", "task"));
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final String COMPILED = "compiled/kendall-job.js";

    private static Path folder = Path.of("");

    private final FakeTriggerDev triggerDev =
            FakeTriggerDev.start().deploy("kendall-job", (run, attempt) -> Json.object());

    private record Result(int exitCode, String output) {}

    @BeforeAll
    static void install() throws IOException, InterruptedException, URISyntaxException {
        Path classes = Path.of(TriggerDevNpmTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        folder = Files.createDirectories(classes.resolveSibling("npm"));
        Files.deleteIfExists(folder.resolve(COMPILED));
        copy(SOURCES, folder);
        copy(TASK, Files.createDirectories(folder.resolve("task")));
        Result installed = run("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
        assertThat(installed.exitCode())
                .as("npm ci could not install the packages of src/test/npm; it needs npm's registry.\n"
                        + installed.output())
                .isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @AfterEach
    void stop() {
        triggerDev.close();
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), command);
    }

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = folder.resolve(command[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return fail(command[0] + " could not be started (" + e.getMessage()
                    + "): this test needs Node.js 20 or newer with npm on the PATH.");
        }
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(String.join(" ", command) + " ended within " + LIMIT)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output, UTF_8));
    }

    private TriggerDevClient client() {
        return TriggerDevClient.builder(triggerDev::secretKey)
                .endpoint(triggerDev.url())
                .retries(RetryPolicy.defaults().withWaits(Duration.ofMillis(1), Duration.ofMillis(2)))
                .build();
    }

    /** Every call, with every option. */
    private void useEverything() throws InterruptedException {
        TriggerDevClient client = client();
        ObjectNode payload =
                Json.object().put("text", "Grüße, 例 and \ud83d\ude00").put("number", 1.5);
        payload.putNull("nothing").putArray("list").add(1).addNull();
        TriggerOptions.Builder all = TriggerOptions.builder()
                .queue("learning")
                .concurrencyKey("u-42")
                .idempotencyKeyTtl(Duration.ofHours(2))
                .delay(Duration.ofHours(1))
                .ttl(Duration.ofHours(3))
                .maxAttempts(7)
                .maxDuration(Duration.ofMinutes(5))
                .priority(Duration.ofSeconds(30))
                .machine(Machine.LARGE_2X)
                .tags(List.of("user:42", "learn"))
                .metadata(payload);
        TriggerOptions options = all.idempotencyKey("k").build();
        String run = client.trigger("kendall-job", payload, options).id();
        client.trigger("kendall-job", Json.object(), TriggerOptions.none());
        client.trigger("a task/of ümlauts", Json.read("[1, \"two\", null]"), TriggerOptions.none());
        client.trigger(
                "kendall-job",
                payload,
                TriggerOptions.builder()
                        .debounce(
                                Debounce.trailing("t-7", Duration.ofSeconds(30)).atMost(Duration.ofMinutes(5)))
                        .build());
        client.trigger(
                "kendall-job",
                payload,
                TriggerOptions.builder()
                        .debounce(Debounce.leading("t-8", Duration.ofSeconds(1)))
                        .delayUntil(Instant.parse("2030-01-01T00:00:00Z"))
                        .build());
        List<BatchItem> items = List.of(
                new BatchItem("kendall-job", payload, all.idempotencyKey("b").build()),
                BatchItem.of("kendall-job", Json.object()));
        client.batchTrigger(items);
        client.streamBatch(items, "night-1");
        client.runs().reschedule(run, Duration.ofHours(2));
        client.runs().reschedule(run, Instant.parse("2030-01-01T00:00:00.123456Z"));
        client.runs().addTags(run, List.of("late"));
        client.runs().get(run);
        client.runs().cancel(run);
        client.runs().replay(run);
        client.runs().replay(run, all.idempotencyKey("r").build());
        client.runs().find("run_unknown");
        triggerDev.deploy("broken", (broken, attempt) -> {
            throw new FakeTaskAborted("no way");
        });
        String broken = client.trigger("broken", payload, TriggerOptions.none()).id();
        triggerDev.work();
        client.runs().get(broken);
        for (FakeRun each : triggerDev.runs()) {
            client.runs().get(each.id());
        }
        client.runs()
                .list(RunQuery.all()
                        .size(10)
                        .statuses(List.of(RunStatus.COMPLETED, RunStatus.FAILED))
                        .tasks(List.of("kendall-job", "broken")));
        client.resetIdempotencyKey("kendall-job", "k");
        ScheduleSpec spec = ScheduleSpec.of("kendall-schedule", "0 3 * * *");
        String schedule = client.schedules()
                .create("nightly", spec.withExternalId("nightly"))
                .id();
        client.schedules().create("weekly", spec);
        client.schedules().get(schedule);
        client.schedules().update(schedule, spec);
        client.schedules().list();
        client.schedules().deactivate(schedule);
        client.schedules().activate(schedule);
        client.schedules().delete(schedule);
        client.schedules().delete(schedule);
    }

    private static ArrayNode recorded(List<Exchange> exchanges) {
        ArrayNode all = Json.object().putArray("all");
        for (Exchange exchange : exchanges) {
            all.addObject()
                    .put("method", exchange.request().method())
                    .put("path", encoded(exchange.request().path()))
                    .put("body", exchange.request().body())
                    .put("status", exchange.status())
                    .put("answer", exchange.answer());
        }
        return all;
    }

    /** A name with a slash is one part of the path. */
    private static String encoded(String path) {
        return path.replace("a task/of", "a task%2Fof");
    }

    private static Result judge(ArrayNode recorded) throws IOException, InterruptedException {
        Path file = folder.resolve("exchanges.json");
        Files.writeString(file, Json.write(recorded), UTF_8);
        return run("node", "judge.mjs", file.toString());
    }

    @Test
    void whatTheClientSendsAndTheFakeAnswersIsAsTheSchemasSay() throws IOException, InterruptedException {
        useEverything();
        Result result = judge(recorded(triggerDev.exchanges()));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("of 18 of 18 endpoints").doesNotContain("not seen");
    }

    @Test
    void theJudgeSeesWhatIsWrong() throws IOException, InterruptedException {
        client().trigger(
                        "kendall-job",
                        Json.object(),
                        TriggerOptions.builder().maxAttempts(2).build());
        String good = triggerDev.exchanges().get(0).request().body();
        Map<String, String> wrong = Map.of(
                good.replace("maxAttempts", "maxTries"), "dropped: .options.maxTries",
                good.replace("\"maxAttempts\":2", "\"maxAttempts\":\"2\""), "expected number",
                good.replace("\"maxAttempts\":2", "\"tags\":[\"" + "t".repeat(129) + "\"]"), "Tags must be",
                good.replace("\"options\"", "\"option\""), "dropped: .option");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Result result = judge(changed(each.getKey(), UnaryOperator.identity()));
            assertThat(result.exitCode()).as(each.getKey()).isEqualTo(1);
            assertThat(result.output()).contains("FAILED: the body of POST", each.getValue());
        }
        Result answer = judge(changed(good, text -> text.replace("\"id\"", "\"run\"")));
        assertThat(answer.output()).contains("FAILED: the answer to POST");
    }

    private ArrayNode changed(String body, UnaryOperator<String> answer) {
        Exchange exchange = triggerDev.exchanges().get(0);
        ArrayNode recorded = recorded(List.of(exchange));
        ((ObjectNode) recorded.get(0)).put("body", body).put("answer", answer.apply(exchange.answer()));
        return recorded;
    }

    @Test
    void theSdkWorksWithTheFake() throws IOException, InterruptedException {
        triggerDev
                .faults()
                .next(1, Fault.rateLimited(Duration.ofMillis(1_500)), request -> request.isTo("/busy/trigger"));
        Result result = run("node", "sdk.mjs", triggerDev.url().toString(), triggerDev.secretKey());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.startsWith("passed: ")))
                .hasSize(7);
        assertThat(triggerDev.exchanges()).extracting(Exchange::status).contains(429);
    }

    @Test
    void anAlertSignedInJavaIsAcceptedAndAChangedOneIsNot() throws IOException, InterruptedException {
        AtomicReference<String> alert = new AtomicReference<>();
        AtomicReference<String> header = new AtomicReference<>();
        AlertReceiver receiver = AlertReceiver.builder(SECRET, told -> {}).build();
        Endpoint recording = (method, headers, body) -> {
            alert.set(new String(body, UTF_8));
            header.set(headers.apply(AlertReceiver.SIGNATURE));
            return receiver.answer(method, headers, body);
        };
        JobCallback jobs =
                JobCallback.builder(SECRET).handler("x", (job, attempt) -> {}).build();
        try (CallbackServer server = new CallbackServer(jobs, recording)) {
            triggerDev.alerts(server.alerts(), SECRET);
            triggerDev.deploy("broken", (run, attempt) -> {
                throw new FakeTaskAborted("no way");
            });
            client().trigger(
                            "broken",
                            Json.object(),
                            TriggerOptions.builder()
                                    .idempotencyKey("j-1")
                                    .tags(List.of("a"))
                                    .build());
            triggerDev.work();
        }
        String body = alert.get();
        assertThat(header.get()).isEqualTo(new Signature(SECRET).of(body.getBytes(UTF_8)));
        assertThat(webhook(body, header.get(), SECRET)).isEqualTo("accepted: alert.run.failed alert_1");
        assertThat(webhook(body.replace("no way", "no Way"), header.get(), SECRET))
                .startsWith("refused: Invalid signature");
        assertThat(webhook(body, header.get(), "another secret")).startsWith("refused: Invalid signature");
    }

    private static String webhook(String body, String header, String secret) throws IOException, InterruptedException {
        Path file = folder.resolve("alert.json");
        Files.writeString(file, body, UTF_8);
        return run("node", "webhook.mjs", file.toString(), header, secret)
                .output()
                .strip();
    }

    @Test
    void theTaskIsStrictTypeScriptAndItsCallsAreTakenByJava() throws IOException, InterruptedException {
        compile();
        ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
        JobCallback jobs = JobCallback.builder(SECRET)
                .handler("learn", (job, attempt) -> ran.add(job.id() + " " + job.payload() + " " + attempt))
                .handler("gone", (job, attempt) -> {
                    throw new NotFound("the thread is not there");
                })
                .handler("broken", (job, attempt) -> {
                    throw new IOException("down");
                })
                .build();
        try (CallbackServer server = new CallbackServer(
                jobs, AlertReceiver.builder(SECRET, told -> {}).build())) {
            String learn = "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{\"text\":\"Grüße, 例\"},\"attempt\":1}";
            Result result = task(
                    server,
                    SECRET,
                    learn,
                    learn,
                    "{\"jobId\":\"j-2\",\"name\":\"gone\",\"attempt\":1}",
                    "{\"jobId\":\"j-3\",\"name\":\"broken\",\"attempt\":1}",
                    "{\"jobId\":\"j-4\",\"name\":\"unknown\",\"attempt\":1}");
            assertThat(result.output().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("answered: {\"status\":\"done\",\"id\":\"j-1\"}"),
                            line -> assertThat(line).isEqualTo("answered: {\"status\":\"repeated\",\"id\":\"j-1\"}"),
                            line -> assertThat(line).startsWith("AbortTaskRunError: Kendall answered 422"),
                            line -> assertThat(line).startsWith("Error: Kendall answered 500"),
                            line -> assertThat(line).startsWith("Error: Kendall answered 404"));
            assertThat(ran).containsExactly("j-1 {\"text\":\"Grüße, 例\"} 1");
            assertThat(task(server, "f".repeat(32), learn.replace("j-1", "j-9")).output())
                    .startsWith("Error: Kendall answered 401");
            assertThat(ran).hasSize(1);
        }
    }

    /** Once for all tests: the compiler is slow. */
    private static void compile() throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve(COMPILED))) {
            Result compiled = run("node", "node_modules/typescript/bin/tsc", "-p", "task", "--outDir", "compiled");
            assertThat(compiled.exitCode()).as(compiled.output()).isZero();
        }
    }

    private static Result task(CallbackServer server, String secret, String... jobs)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("node", "task.mjs", COMPILED), Stream.of(jobs))
                .toList();
        return run(
                Map.of("KENDALL_CALLBACK_URL", server.jobs().toString(), "KENDALL_CALLBACK_SECRET", secret),
                command.toArray(String[]::new));
    }

    @Test
    void theFakesTaskSendsWhatTheTaskSends() throws InterruptedException, IOException {
        ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
        JobCallback jobs = JobCallback.builder(SECRET)
                .handler("learn", (job, attempt) -> {})
                .build();
        Endpoint recording = (method, headers, body) -> {
            bodies.add(new String(body, UTF_8));
            return jobs.answer(method, headers, body);
        };
        compile();
        try (CallbackServer server = new CallbackServer(
                recording, AlertReceiver.builder(SECRET, told -> {}).build())) {
            triggerDev.deploy(JobHandOver.TASK, FakeTask.callback(server.jobs(), SECRET));
            JobHandOver.to(client())
                    .submit(new HandedJob("j-1", "learn", Json.object().put("text", "Grüße, 例")));
            triggerDev.work();
            task(
                    server,
                    SECRET,
                    "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{\"text\":\"Grüße, 例\"},\"attempt\":1}");
        }
        assertThat(bodies).hasSize(2);
        assertThat(bodies.stream().distinct()).as("the same bytes").hasSize(1);
    }
}
