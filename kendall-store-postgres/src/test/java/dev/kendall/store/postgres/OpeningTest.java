package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.NewMessage;
import dev.kendall.failure.StorageRefused;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases that are fit to be opened, and what is said of those that are not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpeningTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private final List<String> roles = new ArrayList<>();
    private PostgresDatabase database;

    @BeforeEach
    void makeDatabase() {
        database = PostgresServer.shared().freshDatabase();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        PostgresServer.shared().drop(database);
        for (String role : roles) {
            try (Connection administrator =
                    PostgresServer.shared().administrator().connect()) {
                run(administrator, "drop role \"" + role + "\"");
            }
        }
    }

    /** As a superuser, in the database under test. */
    private void administer(String sql) throws SQLException {
        try (Connection connection =
                source(PostgresServer.shared().administrator()).getConnection()) {
            run(connection, sql);
        }
    }

    private PGSimpleDataSource source(PostgresDatabase who) {
        return source(who.user(), who.password());
    }

    private PGSimpleDataSource source(String user, String password) {
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Somebody who may connect, and nothing else. */
    private PGSimpleDataSource newRole(String suffix) throws SQLException {
        String role = database.name() + suffix;
        administer("create role \"" + role + "\" login password 'p-" + role + "'");
        roles.add(role);
        return source(role, "p-" + role);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            run(connection, sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private PostgresSchema schema() {
        return PostgresSchema.of(database.dataSource());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(StorageRefused.class);
    }

    private static void assertWorks(PostgresStorage storage) {
        try (storage) {
            storage.chat().append(ANNA, HOME, NewMessage.user("hello"));
            assertThat(storage.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                    .isNotEmpty();
        }
    }

    @Nested
    class The_extension {
        @Test
        void that_is_missing_is_asked_for() throws SQLException {
            schema().migrate();
            administer("drop extension vector cascade");
            assertRefused(() -> PostgresStorage.open(database.dataSource()))
                    .hasMessageContaining("create extension vector")
                    .hasMessageContaining(database.name());
            assertRefused(() -> schema().migrate()).hasMessageContaining("create extension vector");
        }

        @Test
        void that_is_too_old_is_told_with_its_version() throws SQLException {
            schema().migrate();
            administer("update pg_extension set extversion = '0.7.4' where extname = 'vector'");
            assertRefused(() -> PostgresStorage.open(database.dataSource()))
                    .hasMessageContaining("0.7.4")
                    .hasMessageContaining("0.8.0")
                    .hasMessageContaining("alter extension vector update");
            assertRefused(() -> schema().migrate()).hasMessageContaining("0.7.4");
            administer("update pg_extension set extversion = '0.10.0' where extname = 'vector'");
            assertWorks(PostgresStorage.open(database.dataSource()));
        }

        @Test
        void may_be_in_a_schema_that_nobody_searches() throws SQLException {
            administer("drop extension vector");
            administer("create schema \"my extensions\"");
            administer("create extension vector schema \"my extensions\"");
            administer("grant usage on schema \"my extensions\" to public");
            schema().migrate();
            assertThat(ask("show search_path")).doesNotContain("my extensions");
            assertWorks(PostgresStorage.open(database.dataSource()));
        }
    }

    @Nested
    class The_tables {
        @Test
        void that_are_not_there_are_asked_for() {
            assertRefused(() -> PostgresStorage.open(database.dataSource()))
                    .hasMessageContaining("schema kendall")
                    .hasMessageContaining("migrate()");
        }

        @Test
        void of_an_older_version_are_to_be_migrated() throws SQLException {
            schema().migrate();
            run("delete from kendall.schema_version; insert into kendall.schema_version values (0)");
            assertRefused(() -> PostgresStorage.open(database.dataSource()))
                    .hasMessageContaining("version 0")
                    .hasMessageContaining("migrate()");
        }

        @Test
        void of_a_newer_version_are_left_alone() throws SQLException {
            schema().migrate();
            run("insert into kendall.schema_version values (99)");
            assertRefused(() -> PostgresStorage.open(database.dataSource()))
                    .hasMessageContaining("version 99")
                    .hasMessageContaining("upgrade Kendall");
        }

        @Test
        void in_two_schemas_are_two_worlds() {
            List<PostgresStorage> storages = new ArrayList<>();
            for (String name : List.of("kendall", "Kendall \"Test\" schema", "kendall-2", "ünïcödé '; --")) {
                assertThat(PostgresSchema.of(database.dataSource(), name).migrate())
                        .isEqualTo(PostgresSchema.VERSION);
                storages.add(PostgresStorage.builder(database.dataSource())
                        .schema(name)
                        .open());
                KeptCounts.assertRight(database.dataSource(), name);
            }
            for (PostgresStorage storage : storages) {
                assertThat(storage.users().find(ANNA)).isEmpty();
                assertWorks(storage);
            }
        }

        @Test
        void are_in_no_schema_of_postgresqls_own() {
            for (String name : List.of("pg_kendall", "", "x".repeat(64), "a$b", "a?b", "a{s}")) {
                assertThatIllegalArgumentException().isThrownBy(() -> PostgresSchema.of(database.dataSource(), name));
                assertThatIllegalArgumentException().isThrownBy(() -> PostgresSchema.sql(name, "public"));
            }
        }
    }

    @Nested
    class Migrating {
        @Test
        void twice_changes_nothing() {
            assertThat(schema().migrate()).isEqualTo(PostgresSchema.VERSION);
            assertThat(schema().migrate()).isZero();
            assertWorks(PostgresStorage.open(database.dataSource()));
        }

        @Test
        void from_eight_threads_at_once_is_done_once() throws Exception {
            int threads = 8;
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                CountDownLatch ready = new CountDownLatch(threads);
                List<Future<Integer>> runs = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    runs.add(pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return schema().migrate();
                    }));
                }
                int migrations = 0;
                for (Future<Integer> run : runs) {
                    migrations += run.get(1, TimeUnit.MINUTES);
                }
                assertThat(migrations).isEqualTo(PostgresSchema.VERSION);
            } finally {
                pool.shutdownNow();
            }
            assertWorks(PostgresStorage.open(database.dataSource()));
        }

        @Test
        void brings_tables_of_version_1_to_this_one() throws Exception {
            try (InputStream first =
                    Objects.requireNonNull(PostgresSchema.class.getResourceAsStream("schema/V1__kendall.sql"))) {
                String sql = new String(first.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${schema}", "kendall")
                        .replace("${vector}", "public");
                run("create schema kendall; " + sql);
            }
            run("insert into kendall.users (user_id, created, updated) values ('anna', now(), now())");
            assertThat(schema().migrate()).isEqualTo(PostgresSchema.VERSION - 1);
            assertThat(PostgresStorage.open(database.dataSource()).users().find(ANNA))
                    .isPresent();
        }

        @Test
        void accepts_what_plain_sql_made() throws SQLException {
            for (String name : List.of("kendall", "Kendall \"Test\" schema")) {
                run(PostgresSchema.sql(name, "public"));
                PostgresStorage byHand = PostgresStorage.builder(database.dataSource())
                        .schema(name)
                        .open();
                assertWorks(byHand);
                PostgresSchema schema = PostgresSchema.of(database.dataSource(), name);
                assertThat(schema.migrate()).isZero();
                assertThat(schema.migrate()).isZero();
                assertWorks(PostgresStorage.builder(database.dataSource())
                        .schema(name)
                        .open());
            }
        }

        @Test
        void makes_what_plain_sql_makes() throws SQLException {
            schema().migrate();
            run(PostgresSchema.sql("by hand", "public"));
            assertSameTables("by hand", "kendall");
        }

        /** Columns and indexes. */
        private void assertSameTables(String schema, String expected) throws SQLException {
            String columns =
                    "select string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                            + " || ' ' || coalesce(column_default, ''), ',' order by table_name, column_name)"
                            + " from information_schema.columns where table_name <> 'schema_history' and table_schema = ";
            assertThat(ask(columns + "'" + schema + "'")).isNotEmpty().isEqualTo(ask(columns + "'" + expected + "'"));
            String indexes = "select string_agg(replace(indexdef, '\"" + schema
                    + "\"', 'kendall'), ',' order by indexname)"
                    + " from pg_indexes where tablename <> 'schema_history' and schemaname = ";
            assertThat(ask(indexes + "'" + schema + "'")).isNotEmpty().isEqualTo(ask(indexes + "'" + expected + "'"));
        }

        private void runMigrations(String schema, int upTo) throws SQLException, IOException {
            StringBuilder script = new StringBuilder("create schema \"" + schema + "\";");
            for (String migration : PlainSql.MIGRATIONS.subList(0, upTo)) {
                try (InputStream file =
                        Objects.requireNonNull(PostgresSchema.class.getResourceAsStream("schema/" + migration))) {
                    script.append(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("${schema}", "\"" + schema + "\"")
                            .replace("${vector}", "public"));
                }
            }
            run(script.toString());
        }

        @Test
        void takes_over_what_plain_sql_has_upgraded_from_any_version() throws Exception {
            schema().migrate();
            for (int from = 1; from < PostgresSchema.VERSION; from++) {
                String name = "it's from " + from;
                runMigrations(name, from);
                run("insert into \"" + name + "\".users (user_id, created, updated) values ('anna', now(), now())");
                run(PostgresSchema.upgradeSql(name, "public", from));
                assertSameTables(name.replace("'", "''"), "kendall");
                PostgresStorage byHand = PostgresStorage.builder(database.dataSource())
                        .schema(name)
                        .open();
                assertThat(byHand.users().find(ANNA)).isPresent();
                PostgresSchema schema = PostgresSchema.of(database.dataSource(), name);
                assertThat(schema.migrate()).isZero();
                assertThat(schema.migrate()).isZero();
            }
        }

        @Test
        void by_plain_sql_changes_no_tables_but_those_it_is_for() throws Exception {
            runMigrations("by hand", 2);
            String upgrade = PostgresSchema.upgradeSql("by hand", "public", 1);
            assertThatThrownBy(() -> run(upgrade)).hasMessageContaining("these tables are of version 2, not of 1");
            schema().migrate();
            assertThatThrownBy(() -> run(PostgresSchema.upgradeSql("kendall", "public", 4)))
                    .hasMessageContaining("these tables were migrated by PostgresSchema.migrate(): call that");
            assertThat(ask("select max(version) from \"by hand\".schema_version"))
                    .isEqualTo("2");
            for (int from : new int[] {-1, 0, PostgresSchema.VERSION, PostgresSchema.VERSION + 1}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> PostgresSchema.upgradeSql("kendall", "public", from))
                        .withMessageContaining("the earlier versions are 1 to " + (PostgresSchema.VERSION - 1));
            }
        }

        @Test
        void needs_no_superuser() throws SQLException {
            assertThat(ask("select usesuper from pg_user where usename = current_user"))
                    .isEqualTo("f");
            schema().migrate();
            assertWorks(PostgresStorage.open(database.dataSource()));
        }

        @Test
        void without_the_right_to_is_refused() throws SQLException {
            PGSimpleDataSource stranger = newRole("_stranger");
            long begun = System.nanoTime();
            assertRefused(() -> PostgresSchema.of(stranger).migrate())
                    .hasMessageContaining("schema kendall")
                    .hasMessageContaining("right to create");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("without trying for long")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(ask("select count(*) from pg_namespace where nspname = 'kendall'"))
                    .isEqualTo("0");
        }
    }

    @Nested
    class A_role {
        @Test
        void that_may_not_even_look_is_refused() throws SQLException {
            schema().migrate();
            PGSimpleDataSource stranger = newRole("_stranger");
            assertRefused(() -> PostgresStorage.open(stranger)).hasMessageNotContaining(stranger.getPassword());
        }

        @Test
        void that_does_not_own_the_tables_is_told_so() throws SQLException {
            schema().migrate();
            PGSimpleDataSource other = newRole("_other");
            grantEverything(other.getUser());
            assertRefused(() -> PostgresStorage.open(other))
                    .hasMessageContaining(other.getUser())
                    .hasMessageContaining("connect as " + database.user())
                    .hasMessageContaining("grant " + database.user() + " to " + other.getUser());
        }

        @Test
        void that_is_a_member_of_the_owner_works() throws SQLException {
            schema().migrate();
            PGSimpleDataSource member = newRole("_member");
            administer("grant \"" + database.user() + "\" to \"" + member.getUser() + "\"");
            assertWorks(PostgresStorage.open(member));
        }

        private void grantEverything(String role) throws SQLException {
            administer("grant usage on schema kendall to \"" + role + "\"");
            administer("grant all on all tables in schema kendall to \"" + role + "\"");
        }
    }
}
