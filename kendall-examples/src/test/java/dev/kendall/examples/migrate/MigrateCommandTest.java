package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.cutover.Verified;
import dev.kendall.entity.EntityRef;
import dev.kendall.examples.CommandRun;
import dev.kendall.page.PageRequest;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
    @TempDir
    private Path folder;

    private final PostgresDatabase database = PostgresServer.shared().freshDatabase();
    private final FakeAirtable airtable = FakeAirtable.start(1);
    private final FakeBase base = airtable.base("appLegacy", LegacyBase.schema());

    private CommandRun.Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--base",
                "appLegacy",
                "--to",
                "postgres=" + database.jdbcUrlWithPassword(),
                "--requests-per-second",
                "10000"));
        arguments.addAll(List.of(more));
        return CommandRun.in(folder)
                .with("AIRTABLE_TOKEN", airtable.token())
                .with("AIRTABLE_URL", airtable.url())
                .run(arguments.toArray(String[]::new));
    }

    private String work() {
        return folder.resolve("work").toString();
    }

    private void fill() {
        new LegacyRecords(base, 1, Instant.parse("2024-01-01T00:00:00Z")).fill(20, 400);
    }

    @AfterEach
    void close() {
        airtable.close();
    }

    @Test
    void a_base_is_moved_verified_and_reported() throws IOException {
        fill();
        Path page = folder.resolve("report.html");

        CommandRun.Result migrated = run("migrate", "--work", work(), "--report", page.toString());
        CommandRun.Result verified = run("verify");

        assertThat(migrated.err()).contains("Export Chat Messages").contains("a second");
        assertThat(migrated.out())
                .contains("Migrated airtable appLegacy, read 2 times.", "rejects.jsonl", "patternData", "Equal.");
        assertThat(migrated.exitCode()).isZero();
        assertThat(verified.out()).contains("Equal.");
        assertThat(verified.exitCode()).isZero();
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("<svg", "equal", "Rejected records", "User Patterns")
                .doesNotContain("<script", "src=", "href=", "Likes ");
    }

    @Test
    void what_differs_is_named_and_ends_with_1() throws SQLException {
        fill();
        run("migrate", "--work", work());
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update kendall.user_memories set importance = 'HIGH'"
                    + " where memory_id = (select min(memory_id::text)::uuid from kendall.user_memories)");
        }

        CommandRun.Result verified = run("verify");
        CommandRun.Result values = run("verify", "--values");

        assertThat(verified.out())
                .contains(": changed in importance", "1 row differs.")
                .doesNotContain("HIGH");
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(values.out()).contains("| HIGH");
        assertThat(run("migrate", "--work", work()).exitCode()).isZero();
        assertThat(run("verify").exitCode()).isZero();
    }

    @Test
    void a_cutover_is_told_what_was_compared() {
        fill();
        run("migrate", "--work", work());
        String uri = database.jdbcUrlWithPassword();
        // As the cutover's copies, which do not know their records.
        try (PostgresStorage storage = PostgresStorage.builder(uri).open()) {
            UserId user =
                    storage.users().list(PageRequest.first(1)).items().get(0).id();
            EntityRef ref = EntityRef.of(user);
            storage.externalIds().list(ref).forEach(id -> storage.externalIds().unlink(user, id));
        }
        assertThat(run("verify").out()).contains("externalId", "1 row differs.");
        CommandRun.in(folder).run("cutover", "begin", "--postgres", uri);

        CommandRun.Result verified = run("verify");

        assertThat(verified.out()).contains("Noted for the gates of the cutover.");
        try (PostgresStorage storage = PostgresStorage.builder(uri).open()) {
            Verified noted = PostgresCutoverStore.find(storage)
                    .flatMap(PostgresCutoverStore::findVerified)
                    .orElseThrow();
            assertThat(noted.isEqual()).isTrue();
            assertThat(noted.rows()).isPositive();
        }
    }

    @Test
    void what_cannot_be_compared_ends_with_2() {
        CommandRun.Result noBase =
                CommandRun.in(folder).run("verify", "--to", "postgres=" + database.jdbcUrlWithPassword());
        CommandRun.Result noServer = CommandRun.in(folder)
                .with("AIRTABLE_URL", airtable.url())
                .run(
                        "verify",
                        "--base",
                        "appLegacy",
                        "--token",
                        "x",
                        "--to",
                        "postgres=postgresql://nobody@127.0.0.1:1/x");
        CommandRun.Result noSuchBase = run("verify", "--base", "appOther");

        assertThat(noBase.exitCode()).isEqualTo(2);
        assertThat(noBase.err()).startsWith("Name the Airtable base with --base or AIRTABLE_BASE");
        assertThat(noServer.exitCode()).isEqualTo(2);
        assertThat(noServer.err()).contains("127.0.0.1:1/x");
        assertThat(noSuchBase.exitCode()).isEqualTo(2);
    }

    @Test
    void a_dry_run_writes_nothing() throws SQLException {
        fill();

        CommandRun.Result result = run("migrate", "--dry-run", "--work", work());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Read airtable appLegacy, read once.", "missing");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from kendall.users")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    void only_the_chat() {
        fill();

        CommandRun.Result result = run("migrate", "--only", "chat", "--work", work());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Chat Messages").doesNotContain("User Memory");
    }

    @Test
    void wrong_words_are_usage() {
        assertThat(run("migrate", "--only", "everything", "--work", work()).err())
                .startsWith("--only: write chat, contacts, patterns, memories or users, not everything.");
        assertThat(run("migrate", "--from", "excel", "--work", work()).exitCode())
                .isEqualTo(2);
        assertThat(run("migrate", "--to", "mysql", "--work", work()).exitCode()).isEqualTo(2);
    }
}
