package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static dev.kendall.testkit.postgres.PostgresServerTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DemoPostgresTest {
    private final List<String> progress = new ArrayList<>();
    private Path cache;
    private DemoPostgres demo;

    /** A cache of its own, so that nobody's demo is touched, with the programs of the usual one. */
    @BeforeEach
    void openCache() throws Exception {
        // Made by whoever asks first; then it is there to be linked to.
        PostgresServer.shared();
        RunAs runAs = RunAs.detect(System.getenv());
        Path usual = CacheFolder.find(System.getenv(), runAs).installs();
        cache = Files.createTempDirectory("kendall-demo");
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (Files.isDirectory(usual)) {
            Files.createSymbolicLink(cache.resolve("install"), usual);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("KENDALL_DATABASE_URL");
        environment.put("KENDALL_CACHE", cache.toString());
        // No Docker: a container that is kept has one name for all.
        environment.put("DOCKER_HOST", "unix://" + cache.resolve("no-docker.sock"));
        demo = DemoPostgres.of(environment);
    }

    @AfterEach
    void deleteCache() throws IOException {
        demo.stop();
        Command.deleteTree(cache);
    }

    @Test
    void staysAndKeepsItsData() {
        assertThat(demo.find()).isEmpty();
        DemoPostgres.Running first = demo.start(progress::add);
        assertThat(progress).anyMatch(sentence -> sentence.startsWith("Making a database cluster in " + cache));
        run(first.database(), "create table kept (embedding vector(2))");
        assertThat(ask(first.database(), "show fsync")).containsExactly("on");
        assertThat(ask(first.database(), "select rolsuper from pg_roles where rolname = current_user"))
                .containsExactly("f");

        assertThat(demo.start(progress::add).database().uri())
                .isEqualTo(first.database().uri());
        assertThat(demo.find())
                .hasValueSatisfying(found -> assertThat(found.description()).isEqualTo(first.description()));

        assertThat(demo.stop()).isTrue();
        assertThat(demo.stop()).isFalse();
        assertThat(demo.find()).isEmpty();
        assertThat(ask(demo.start(progress::add).database(), "select count(*) from kept"))
                .containsExactly("0");
    }

    @Test
    void startsAtOnceGiveOneServer() {
        List<CompletableFuture<String>> starts = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> demo.start(sentence -> {}).database().uri()))
                .toList();
        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void usesAGivenServerAndDoesNotStopIt() {
        PostgresDatabase given = PostgresServer.shared().administrator();
        DemoPostgres named = DemoPostgres.of(Map.of("KENDALL_DATABASE_URL", given.uri()));
        assertThat(named.start(progress::add).origin()).isEqualTo(Origin.GIVEN);
        assertThat(named.find()).isPresent();
        assertThatThrownBy(named::stop).hasMessageContaining("was not started here");
        assertThat(ask(given, "select 1")).containsExactly("1");
    }

    @Test
    void aPassingDatabaseIsDropped() {
        PostgresDatabase kept = demo.start(progress::add).database();
        String all = "select datname from pg_database order by 1";
        List<String> before = ask(kept, all);
        try (PassingDatabase passing = demo.passingDatabase(progress::add)) {
            run(passing.database(), "create table t (e vector(2))");
            assertThat(passing.database().user()).isEqualTo(kept.user());
            assertThat(ask(kept, all)).contains(passing.database().name()).hasSize(before.size() + 1);
        }
        assertThat(ask(kept, all)).isEqualTo(before);
    }

    @Test
    void aPassingDatabaseOfAGivenServerLeavesNothingThere() {
        PostgresDatabase given = PostgresServer.shared().administrator();
        DemoPostgres named = DemoPostgres.of(Map.of("KENDALL_DATABASE_URL", given.uri()));
        List<String> roles = ask(given, "select rolname from pg_roles order by 1");
        String name;
        try (PassingDatabase passing = named.passingDatabase(progress::add)) {
            name = passing.database().name();
            run(passing.database(), "create table t (e vector(2))");
        }
        assertThat(ask(given, "select datname from pg_database")).doesNotContain(name);
        assertThat(ask(given, "select rolname from pg_roles order by 1")).isEqualTo(roles);
    }

    @Test
    void aGivenServerIsLeftAsItWas() {
        PostgresDatabase administrator = PostgresServer.shared().administrator();
        List<String> before = ask(administrator, "select datname from pg_database order by 1");
        List<String> rolesBefore = ask(administrator, "select rolname from pg_roles order by 1");
        PostgresOptions options = PostgresOptions.builder()
                .environment(Map.of("KENDALL_DATABASE_URL", administrator.uri()))
                .build();
        try (PostgresServer given = PostgresServer.start(options)) {
            run(given.freshDatabase(), "create table t (e vector(2))");
            run(given.freshSchema(), "create table t (e vector(2))");
            assertThat(given.isCrashable()).isFalse();
            assertThatThrownBy(given::kill).hasMessageContaining("PostgresOptions.crashable()");
        }
        assertThat(ask(administrator, "select datname from pg_database order by 1"))
                .isEqualTo(before);
        assertThat(ask(administrator, "select rolname from pg_roles order by 1"))
                .isEqualTo(rolesBefore);
    }
}
