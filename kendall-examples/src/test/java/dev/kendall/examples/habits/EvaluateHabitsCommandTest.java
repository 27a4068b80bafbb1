package dev.kendall.examples.habits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateHabitsCommandTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final List<String> IDLE = List.of(
            "The tram broke down.",
            "Saw a rainbow.",
            "Ran out of ink.",
            "What rhymes with orange?",
            "My glasses are bent.",
            "Hail again!",
            "How far is the moon?",
            "A parcel arrived.",
            "Found ten euros.");

    @TempDir
    Path home;

    private Path data;

    /** One user who rows on Tuesdays for half a year, and one who only talks. */
    @BeforeEach
    void write() throws IOException {
        data = home.resolve("data");
        writeUser(data.resolve("users/7"), "Rowed on the canal.");
        writeUser(data.resolve("none/8"), null);
    }

    private static void writeUser(Path folder, String habit) throws IOException {
        Files.createDirectories(folder);
        StringBuilder messages = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 180; i++) {
            LocalDate day = LocalDate.of(2025, 1, 6).plusDays(i);
            boolean isKept = habit != null && i % 7 == 1;
            int hour = isKept ? 18 : 8 + i * i % 13;
            String text = isKept ? habit : IDLE.get(i % IDLE.size());
            messages.append("{\"id\":%d,\"at\":\"%s\",\"user\":\"u\",\"text\":\"%s\"}\n"
                    .formatted(i, day.atTime(hour, 30).atZone(ZONE).toInstant(), text));
            labels.append("{\"id\":%d,\"habit\":%s}\n".formatted(i, isKept ? "\"h0\"" : "null"));
        }
        Files.writeString(folder.resolve("user.json"), "{\"user\":\"u\",\"zone\":\"Europe/Berlin\"}");
        Files.writeString(folder.resolve("messages.jsonl"), messages);
        Files.writeString(folder.resolve("labels.jsonl"), labels);
        Files.writeString(
                folder.resolve("gold.jsonl"),
                habit == null
                        ? ""
                        : "{\"habit\":\"h0\",\"kind\":\"weekly\",\"weekdays\":[1],\"minute\":1110,\"stopped\":null,\"drift_to\":null}\n");
    }

    private CommandRun.Result evaluate(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "evaluate-habits";
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.in(home).run(arguments);
    }

    @Test
    void everySetIsScored() {
        CommandRun.Result result = evaluate();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("texts compared by words and by hashing/256");
        assertThat(result.out())
                .containsPattern("users +1 +1 +1 +1 +1\\.000 +1\\.000 +0\\.000 +1\\.000 +1\\.000 +1\\.000")
                .containsPattern("none +1 +0 +0 +0 +1\\.000 +1\\.000 +0\\.000 +- +- +-");
    }

    @Test
    void byWordsNoModelIsOpenedAndOneSetCanBeNamed() {
        data = data.resolve("users");
        CommandRun.Result result = evaluate("--by-words");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("texts compared by words\n").containsPattern("users +1 +1 +1 +1 +1\\.000");
    }

    @Test
    void whatWasFoundIsWrittenForAnotherScorer() throws IOException {
        evaluate("--by-words", "--predictions", home.resolve("told").toString());
        assertThat(Files.readString(home.resolve("told/users/7.jsonl")))
                .startsWith("{\"event_ids\":[1,8,15,")
                .contains("\"weekdays\":[1],\"minute\":1110,\"active_until\":null");
        assertThat(home.resolve("told/none/8.jsonl")).isEmptyFile();
    }

    @Test
    void withoutTheDataItSaysSo() {
        data = home.resolve("nowhere");
        CommandRun.Result result = evaluate();
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("nowhere", "is not there").doesNotContain("\tat ");
        data = home.resolve("data/users/7");
        assertThat(evaluate().err()).contains("holds no user");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Files.writeString(data.resolve("users/7/user.json"), "{\"user\":\"u\",\"zone\":\"Nowhere\"}");
        CommandRun.Result result = evaluate("--by-words");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("user.json, line 1").contains("time zone");
    }
}
