package dev.kendall.learning.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in docs/trigger-dev.md is the one that the tests run. */
class DocumentTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));

    @Test
    void showsHowTheEndpointsAreMounted() throws IOException {
        String source = Files.readString(
                BASE.resolve("src/test/java/dev/kendall/learning/triggerdev/CallbackServer.java"), UTF_8);
        String begin = "    // begin: mount\n";
        int from = source.indexOf(begin) + begin.length();
        String mount = source.substring(from, source.indexOf("    // end: mount", from));
        assertThat(mount).contains("CallbackServer(", "sendResponseHeaders");
        assertThat(Files.readString(BASE.resolve("../docs/trigger-dev.md"), UTF_8))
                .contains("```java\n" + mount + "```");
    }

    @Test
    void theTaskSendsTheHeadersThatTheEndpointReads() throws IOException {
        String task = Files.readString(
                BASE.resolve("src/main/resources/dev/kendall/learning/triggerdev/task/kendall-job.ts"), UTF_8);
        assertThat(task)
                .contains("\"" + JobCallback.TIMESTAMP + "\": timestamp", "\"" + JobCallback.REQUEST + "\": request")
                .contains(
                        "\"" + JobCallback.SIGNATURE + "\": createHmac(\"sha256\"", "`${timestamp}.${request}.${body}`")
                .contains("id: \"" + JobHandOver.TASK + "\"", "id: \"" + JobHandOver.SCHEDULED_TASK + "\"");
    }
}
