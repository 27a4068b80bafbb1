package dev.kendall.examples.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Stage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.examples.CommandRun;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class CutoverCommandTest {
    private static final UserId ANNA = UserId.of("anna");

    @TempDir
    Path home;

    private PostgresDatabase database;

    @BeforeEach
    void freshDatabase() {
        database = PostgresServer.shared().freshDatabase();
    }

    private CommandRun.Result run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("cutover", command, "--postgres", database.uri()));
        arguments.addAll(List.of(options));
        return CommandRun.in(home).run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"begin", "status", "advance", "rollback", "kill", "revive", "backfill", "replay", "rehearse"})
    void everyCommandHasHelpWithExitCodes(String command) {
        CommandRun.Result result = CommandRun.in(home).run("cutover", command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: kendall cutover " + command, "--postgres", "Exit codes:");
    }

    @Test
    void aMissingCommandIsUsage() {
        CommandRun.Result result = CommandRun.in(home).run("cutover");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Name a command: begin, status,");
    }

    @Test
    void whatWasNotBegunIsToldAndBegun() {
        CommandRun.Result before = run("status");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err()).contains("No cutover was begun in this database; ./kendall cutover begin does");
        CommandRun.Result begun = run("begin");
        assertThat(begun.exitCode()).isZero();
        assertThat(begun.out()).isEqualTo("The cutover is begun. Plan 1: everyone is in OFF.\n");
        assertThat(run("begin").exitCode()).isEqualTo(1);
        assertThat(run("status").out())
                .contains(
                        "Plan 1: everyone is in OFF.",
                        "Owed: 0 to the new side, 0 to the old one",
                        "Backfill: none was begun.",
                        "Gates before DUAL_WRITE:\n  open ORDER");
    }

    @Test
    void advancesThroughOpenGatesAndNotThroughShutOnes() {
        run("begin");
        CommandRun.Result first = run("advance");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("Published. Plan 2: everyone is in DUAL_WRITE. It takes effect at ");
        CommandRun.Result second = run("advance");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out())
                .contains(
                        "  SHUT BACKFILL     no backfill was begun",
                        "The plan stays as it is, because of gates that are shut.");
        CommandRun.Result forced = run("advance", "--force");
        assertThat(forced.exitCode()).isZero();
        assertThat(forced.out()).contains("Plan 3: everyone is in SHADOW.", "Overridden: BACKFILL");
        CommandRun.Result back = run("rollback");
        assertThat(back.exitCode()).isZero();
        assertThat(back.out()).contains("Plan 4: everyone is in DUAL_WRITE.");
    }

    @Test
    void theWayBackFromTheLastStageSaysWhatItTakes() {
        run("begin");
        for (int i = 0; i < 5; i++) {
            run("advance", "--force");
        }
        assertThat(run("status").out()).contains("everyone is in COMPLETE", "There is no stage behind this one.");
        CommandRun.Result back = run("rollback");
        assertThat(back.exitCode()).isZero();
        assertThat(back.out())
                .contains(
                        "Published. Plan 7: everyone is in RAMP_DOWN.",
                        "When the plan has taken effect, begin a backfill: until it is done, BACKFILL keeps users from moving to that side.");
    }

    @Test
    void aShareIsSaidAndChecked() {
        run("begin");
        CommandRun.Result share = run("advance", "--share", "5");
        assertThat(share.exitCode()).isZero();
        assertThat(share.out()).contains("everyone is in OFF, but 5.00 % of the users in DUAL_WRITE.");
        CommandRun.Result smaller = run("advance", "--share", "1");
        assertThat(smaller.exitCode()).isEqualTo(1);
        assertThat(smaller.out()).contains("SHUT ORDER");
        CommandRun.Result wrong = run("advance", "--share", "101");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--share is 101.0; it must be from 0.01 to 100.");
    }

    @Test
    void killsAndRevives() {
        run("begin");
        CommandRun.Result killed = run("kill");
        assertThat(killed.exitCode()).isZero();
        assertThat(killed.out()).isEqualTo("Plan 2: everyone is in OFF. The side that follows is left alone.\n");
        assertThat(run("kill").out()).isEqualTo(killed.out());
        assertThat(run("revive").out()).isEqualTo("Plan 3: everyone is in OFF.\n");
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        CommandRun.Result result =
                CommandRun.in(home).run("cutover", "kill", "--postgres", "postgresql://ann:hidden@127.0.0.1:1/app");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("cannot be used").doesNotContain("hidden");
    }

    @Test
    void thePageHasThePlotsAndNeedsNothingElse() throws Exception {
        CutoverPlan first = CutoverPlan.first(Stage.SHADOW, "salt");
        TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
        try (PostgresStorage storage =
                PostgresStorage.builder(database.uri()).migrate().open()) {
            PostgresCutoverStore store = PostgresCutoverStore.open(storage, first, clock);
            for (int minute = 0; minute < 30; minute++) {
                store.debts()
                        .owe(
                                ANNA,
                                Set.of(new Scope.Row(new EntityRef(ANNA, EntityKind.THREAD, "<script>" + minute))),
                                Care.CAREFUL);
                store.observations()
                        .add(Map.of(
                                "shadow/compared", 100L,
                                "shadow/mismatched", minute % 3L,
                                "latency/OLD/READ/17", 40L,
                                "latency/OLD/READ/19", 2L,
                                "latency/NEW/READ/11", 40L,
                                "latency/OLD/WRITE/18", 10L));
                clock.advance(Duration.ofSeconds(61));
            }
        }
        Path page = home.resolve("status.html");
        CommandRun.Result result = run("status", "--html", page.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Reads compared: 3,000, of which 30 differed (1.00 %)", "The page is ");
        String html = Files.readString(page);
        assertThat(html)
                .contains(
                        "Compared reads that differed",
                        "What is owed",
                        "Age of the oldest debt",
                        "Latency of reads",
                        "Latency of writes",
                        "to the new side: 30",
                        "polyline")
                .doesNotContain("<script", "http://127", "src=", "href=", "@import", "anna");
        assertThat(points(html)).hasSizeGreaterThanOrEqualTo(9);
        keep(html);
    }

    /** The lines of the plots; each plot is well-formed XML. */
    private static List<String> points(String html) throws Exception {
        List<String> points = new ArrayList<>();
        for (int from = html.indexOf("<svg"); from >= 0; from = html.indexOf("<svg", from + 1)) {
            String svg = html.substring(from, html.indexOf("</svg>", from) + "</svg>".length());
            var lines = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getElementsByTagName("polyline");
            for (int i = 0; i < lines.getLength(); i++) {
                points.add(lines.item(i).getAttributes().getNamedItem("points").getNodeValue());
            }
        }
        return points;
    }

    /** For a person to look at. */
    private static void keep(String html) throws IOException {
        Path folder = Files.createDirectories(Path.of("target"));
        Files.writeString(folder.resolve("cutover-status.html"), html);
    }

    @Test
    void anEmptyHistoryIsSaidInThePlots() throws IOException {
        run("begin");
        Path page = home.resolve("status.html");
        run("status", "--html", page.toString());
        assertThat(Files.readString(page))
                .contains(
                        "No read was compared yet",
                        "Nothing was noted yet",
                        "No reads were counted yet.",
                        "<td class='n'>0</td><td class='n'>0</td><td class='n'>-</td><td class='n'>-</td>")
                .doesNotContain("<svg", "0.0 ms</td>");
    }
}
