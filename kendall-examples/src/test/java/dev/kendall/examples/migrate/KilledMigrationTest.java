package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of {@code ./kendall migrate} is killed (SIGKILL) at random points; run again, it ends with both sides equal and nothing twice. */
@Tag("once")
class KilledMigrationTest {
    private static final String SEED = "kendall.migration.seed";

    @TempDir
    private Path folder;

    private final long seed = Long.getLong(SEED, 2026);
    private final Random random = new Random(seed);
    private final FakeAirtable airtable = FakeAirtable.start(seed);
    private final FakeBase base = airtable.base("appKilled", LegacyBase.schema());

    @AfterEach
    void close() {
        airtable.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void three_kills_in_1_500_records() throws Exception {
        kill(3, 60, 1_500);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 5, unit = TimeUnit.HOURS)
    void fifty_kills_in_50_000_records() throws Exception {
        kill(Integer.getInteger("kendall.migration.kills", 50), 500, 50_000);
    }

    private void kill(int points, int users, int records) throws Exception {
        LegacyRecords legacy = new LegacyRecords(base, seed, Instant.parse("2024-01-01T00:00:00Z"));
        legacy.fill(users, records);
        base.clock(Instant::now);
        long begin = System.nanoTime();
        migrate(0, legacy.count(), Duration.ZERO);
        Duration whole = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("seed %d: %d records; undisturbed %.1f s%n", seed, legacy.count(), seconds(whole));
        for (int point = 1; point <= points; point++) {
            // Each point in a part of the time of its own, so that every step has its share.
            double part = (point - 1 + random.nextDouble()) / points;
            migrate(point, legacy.count(), Duration.ofNanos((long) (whole.toNanos() * part)));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** A migration into a new database, killed after that time and run again; not killed when the time is 0. */
    private void migrate(int point, int records, Duration killAfter) throws Exception {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        Path work = folder.resolve("work-" + point);
        String what = "seed " + seed + ", point " + point + ", killed after " + seconds(killAfter) + " s";
        long begin = System.nanoTime();
        boolean killed = false;
        if (!killAfter.isZero()) {
            Process process = start(database, work);
            killed = !process.waitFor(killAfter.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        String step = step(work);
        Process process = start(database, work);
        int exitCode = process.waitFor();
        assertThat(exitCode)
                .as(what + ", while " + step + "\n" + Files.readString(folder.resolve("out.txt")))
                .isZero();
        assertThat(Files.readString(folder.resolve("out.txt"))).as(what).contains("Equal.");
        check(database, what);
        System.out.printf(
                "%s%s: resumed and equal after %.1f s%n",
                what, killed ? ", while " + step : " (not any more)", (System.nanoTime() - begin) / 1e9);
        PostgresServer.shared().drop(database);
        PassingFolder.at(work).close();
    }

    /** How far the work folder says that it is. */
    private static String step(Path work) {
        for (int round = 9; round >= 1; round--) {
            Path folder = work.resolve("round-" + round);
            if (Files.exists(folder.resolve("verification.json"))) {
                return "verifying reading " + round;
            } else if (Files.exists(folder.resolve("import.jsonl"))) {
                return "importing";
            } else if (Files.exists(folder.resolve("rows"))) {
                return "beginning with the rows of reading " + round;
            } else if (Files.exists(folder.resolve("rows.part"))) {
                return "transforming reading " + round;
            } else if (Files.exists(folder)) {
                return "exporting reading " + round;
            }
        }
        return "starting";
    }

    private Process start(PostgresDatabase database, Path work) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "dev.kendall.examples.Main",
                "migrate",
                "--base",
                base.id(),
                "--to",
                "postgres=" + database.jdbcUrlWithPassword(),
                "--work",
                work.toString(),
                "--requests-per-second",
                "10000");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "out.txt"));
        builder.environment().put("AIRTABLE_TOKEN", airtable.token());
        builder.environment().put("AIRTABLE_URL", airtable.url());
        return builder.start();
    }

    /** What stands in the tables, asked without Kendall: as many rows as there are records that can become one. */
    private void check(PostgresDatabase database, String what) throws SQLException {
        assertThat(count(database, "users")).as(what).isEqualTo(base.count("Users"));
        assertThat(count(database, "chat_messages")).as(what).isEqualTo(base.count("Chat Messages"));
        assertThat(count(database, "contacts")).as(what).isEqualTo(without("Contacts", "name"));
        assertThat(count(database, "user_memories")).as(what).isEqualTo(without("User Memory", "recordId"));
        assertThat(count(database, "user_patterns"))
                .as(what)
                .isEqualTo(base.records("User Patterns").stream()
                        .filter(record -> record.text("patternData").endsWith("}"))
                        .count());
        assertThat(count(database, "external_ids"))
                .as(what)
                .isEqualTo(count(database, "users")
                        + count(database, "chat_messages")
                        + count(database, "contacts")
                        + count(database, "user_memories")
                        + count(database, "user_patterns"));
    }

    private long without(String table, String field) {
        return base.records(table).stream()
                .filter(record -> record.fields().has(field))
                .count();
    }

    private static long count(PostgresDatabase database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from kendall." + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
