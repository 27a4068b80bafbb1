package dev.kendall.testkit.airtable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that was not written for this server works with it: the npm package {@code airtable}. */
@Tag("npm")
class AirtableJsTest {
    private static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src", "test", "npm");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "client.js");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static Path folder = Path.of("");

    private final FakeAirtable airtable = FakeAirtable.start();

    private record Result(int exitCode, String output) {}

    @BeforeAll
    static void install() throws IOException, InterruptedException, URISyntaxException {
        Path classes = Path.of(AirtableJsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        folder = Files.createDirectories(classes.resolveSibling("npm"));
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Result installed = run("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
        assertThat(installed.exitCode())
                .as("npm ci could not install the packages of src/test/npm; it needs npm's registry.\n"
                        + installed.output())
                .isZero();
    }

    @AfterEach
    void stop() {
        airtable.close();
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve(command[0] + ".log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            return fail(command[0] + " could not be started (" + e.getMessage()
                    + "): this test needs Node.js 18 or newer with npm on the PATH.");
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

    private FakeBase base() {
        FakeBase base = airtable.base(
                "appJs",
                schema -> schema.table(
                                "Chat Messages",
                                fields -> fields.text("text").number("number").link("owner", "People", "messages"))
                        .table(
                                "People",
                                fields -> fields.text("name")
                                        .text("key")
                                        .number("age")
                                        .checkbox("adult")
                                        .multiSelect("tags", "kind"))
                        .table("Busy", fields -> fields.text("name")));
        List<Map<String, Object>> messages = new ArrayList<>();
        IntStream.range(0, 250)
                .forEach(i -> messages.add(
                        Map.of("number", i, "text", "message " + i + " is " + (i % 2 == 0 ? "even" : "odd"))));
        base.insertAll("Chat Messages", messages);
        base.insert("Busy", Map.of("name", "one"));
        base.faults().next(2, Fault.rateLimited(ErrorShape.LIST), request -> request.isTo("Busy"));
        return base;
    }

    private FakeBase limited() {
        return airtable.base("appJsLimited", schema -> schema.table("People", fields -> fields.text("name")))
                .limits(RateLimits.real().withPerSecond(3).withPenalty(Duration.ofMillis(500)));
    }

    @Test
    void works() throws IOException, InterruptedException {
        FakeBase base = base();
        FakeBase limited = limited();
        Result result = run("node", "client.js", airtable.url(), airtable.token(), base.id());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.startsWith("passed: ")))
                .hasSize(12);
        assertThat(base.requests().all())
                .filteredOn(request -> request.table().equals("Busy"))
                .extracting(AnsweredRequest::status)
                .containsExactly(429, 429, 200);
        assertThat(base.requests().all())
                .extracting(AnsweredRequest::operation)
                .contains(
                        Operation.LIST,
                        Operation.READ,
                        Operation.CREATE,
                        Operation.UPDATE,
                        Operation.REPLACE,
                        Operation.UPSERT,
                        Operation.DELETE);
        assertThat(limited.requests().count(request -> request.status() == 200)).isEqualTo(8);
        assertThat(limited.requests().count(request -> request.status() == 429)).isGreaterThan(2);
    }

    @Test
    void isMissedWithASentence() {
        assertThatThrownBy(() -> run("kendall-has-no-such-program"))
                .hasMessageContaining("kendall-has-no-such-program could not be started")
                .hasMessageContaining("this test needs Node.js 18 or newer with npm on the PATH");
    }

    @Test
    void isSeenToFailWhereTheServerIsWrong() throws IOException, InterruptedException {
        FakeBase base = base();
        limited();
        base.faults().always(Fault.staleRead(), request -> request.operation() == Operation.READ);
        base.faults()
                .next(Fault.error(422, "INVALID_REQUEST_UNKNOWN", "planted"), request -> request.isTo("Chat Messages"));
        Result result = run("node", "client.js", airtable.url(), airtable.token(), base.id());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("FAILED: lists page by page", "FAILED: creates, finds, updates, replaces and destroys one");
    }
}
