package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.json.DomainJson;
import dev.kendall.privacy.UserExport;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.user.UserId;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two users in one database, of whom each calls everything with whatever the other has: nothing of the other ever comes back, and nothing of
 * the other changes, down to the last column. Also where names have to be quoted, and where pgvector is in a schema of its own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileIsolationTest {
    private static final String SEED = "kendall.isolation.seed";
    private static final int ROUND = 50;

    /** A user, and what stands in all of the user's texts. */
    private record World(UserId user, String marker) {}

    private static final World ANNA = new World(UserId.of("anna' or \"$1\" {s} ? \\"), "zebrafish");
    private static final World BEN = new World(UserId.of("anna' or \"$1\" {s} ? \\\\"), "quokka");

    private PostgresDatabase database;
    private String schema;
    private PostgresStorage storage;
    private final Set<String> succeeded = new HashSet<>();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "kendall, public, 1500",
                "`Kendall \"Test\" schema`, public, 250",
                "kendall-2, extensions, 250",
                "it's; -- , `my \"extensions\"`, 250"
            })
    void nothing_of_another_is_seen_or_changed(String schema, String extensions, int calls) throws SQLException {
        play(schema, extensions, calls);
    }

    @ParameterizedTest
    @CsvSource({"kendall, public, 20000", "kendall-2, extensions, 20000"})
    @Tag("soak")
    void nothing_of_another_is_seen_or_changed_in_the_long_run(String schema, String extensions, int calls)
            throws SQLException {
        play(schema, extensions, calls);
    }

    private void play(String name, String extensions, int calls) throws SQLException {
        long seed = Long.getLong(SEED, 2026);
        System.out.println(SEED + "=" + seed);
        Random random = new Random(seed);
        schema = name;
        database = PostgresServer.shared().freshDatabase();
        if (!extensions.equals("public")) {
            moveExtension(new SchemaName(extensions).quoted());
        }
        try (HikariDataSource pool = PostgresFixture.pool(database, 2)) {
            PostgresSchema.of(pool, schema).migrate();
            storage = PostgresStorage.builder(pool).schema(schema).open();
            storage.vectors().addSpace(RandomCalls.SPACE);
            storage.vectors().activate(RandomCalls.SPACE);
            boolean all = calls >= 1_000;
            int rounds = calls / ROUND;
            for (int round = 0; round < rounds || all && misses() && round < 4 * rounds; round++) {
                boolean annas = round % 2 == 0;
                play(round, random, annas ? ANNA : BEN, annas ? BEN : ANNA);
            }
            KeptCounts.assertRight(pool, schema);
            if (all) {
                assertThat(RandomCalls.missing(succeeded))
                        .as("methods that never succeeded")
                        .isEmpty();
            }
        }
        PostgresServer.shared().drop(database);
    }

    /** Whether there is a method that never succeeded: some need what others leave, so it takes a while by chance. */
    private boolean misses() {
        return !RandomCalls.missing(succeeded).isEmpty();
    }

    /** As a superuser, for whom the administrator stands. */
    private void moveExtension(String extensions) throws SQLException {
        PostgresDatabase administrator = PostgresServer.shared().administrator();
        var source = (org.postgresql.ds.PGSimpleDataSource) database.dataSource();
        source.setUser(administrator.user());
        source.setPassword(administrator.password());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + extensions);
            statement.execute("alter extension vector set schema " + extensions);
            statement.execute("grant usage on schema " + extensions + " to public");
        }
    }

    /** Some calls of one of the two, of which the other must not notice anything. */
    private void play(int round, Random random, World actor, World other) throws SQLException {
        // The export asks for each thing by itself, which is slow; now and then it shows what a host would see.
        boolean exported = round % 5 == 0;
        String before = rowsOf(other) + (exported ? export(other) : "");
        RandomCalls calls = new RandomCalls(
                random,
                actor.user(),
                actor.marker(),
                RandomCalls.Known.of(storage, actor.user()),
                RandomCalls.Known.of(storage, other.user()));
        List<RandomCalls.Target> targets = RandomCalls.targets();
        for (int i = 0; i < ROUND; i++) {
            RandomCalls.Target target = targets.get(random.nextInt(targets.size()));
            if (target.method().getName().equals("erase") && random.nextInt(4) > 0) {
                continue;
            }
            try {
                Object answer = calls.call(target, storage);
                succeeded.add(target.toString());
                if (!target.isGlobal()) {
                    assertThat(shown(answer)).as(target.toString()).doesNotContain(other.marker());
                }
            } catch (NotFound | Conflict | IllegalArgumentException | IllegalStateException e) {
                assertThat(String.valueOf(e.getMessage())).as(target.toString()).doesNotContain(other.marker());
            } catch (RuntimeException e) {
                fail(target + " failed", e);
            }
        }
        assertThat(rowsOf(other) + (exported ? export(other) : ""))
                .as("what the other one has")
                .isEqualTo(before);
    }

    private static String shown(Object answer) {
        if (answer instanceof Optional<?> optional) {
            return optional.map(HostileIsolationTest::shown).orElse("");
        }
        return answer == null ? "" : DomainJson.write(answer);
    }

    private String export(World world) {
        StringWriter export = new StringWriter();
        UserExport.write(storage, world.user(), Instant.EPOCH, export);
        return export.toString();
    }

    /** All rows of all tables as they are. */
    private String rowsOf(World world) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                all.append(table).append('\n');
                try (var statement = connection.prepareStatement(
                        "select t::text from " + table + " t where user_id = ? order by 1")) {
                    statement.setString(1, world.user().value());
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            all.append(rows.getString(1)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var statement = connection.prepareStatement("select table_name from information_schema.columns"
                + " where column_name = 'user_id' and table_schema = ? order by table_name")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new SchemaName(schema).table(rows.getString(1)));
                }
            }
        }
        assertThat(tables).hasSizeGreaterThan(10);
        return tables;
    }
}
