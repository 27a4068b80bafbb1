package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.job.Job;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that do jobs are killed, as {@code kill -9} does, and each job's effect is there once. */
@Tag("once")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KilledWorkersTest {
    private static final int WORKERS = 3;
    private static final int USERS = 40;
    private static final PageRequest ALL = PageRequest.first(1_000);

    /** How late a job of a dead worker may be taken after its lease: a poll, and a machine that has other things to do. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Random random = new Random(2026);
    private final List<Process> workers = new ArrayList<>();
    private int started;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void every_effect_happens_once() throws Exception {
        run(300, 3);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void every_effect_of_ten_thousand_jobs_happens_once() throws Exception {
        run(10_000, 25);
    }

    private void run(int jobs, int kills) throws Exception {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        try (HikariDataSource pool = PostgresFixture.pool(database, 4);
                PostgresStorage storage =
                        PostgresStorage.builder(pool).migrate().open()) {
            Set<JobId> asked = new HashSet<>();
            for (int i = 0; i < jobs; i++) {
                asked.add(storage.jobs().enqueue(request(i)).id());
            }
            for (int i = 0; i < WORKERS; i++) {
                workers.add(start(database));
            }
            for (int kill = 1; kill <= kills; kill++) {
                awaitDone(storage, (long) jobs * kill / (kills + 1));
                int victim = random.nextInt(WORKERS);
                workers.get(victim).destroyForcibly().waitFor();
                workers.set(victim, start(database));
            }
            awaitDone(storage, jobs);
            check(storage, asked);
        } finally {
            workers.forEach(Process::destroyForcibly);
            for (Process worker : workers) {
                worker.waitFor();
            }
            PostgresServer.shared().drop(database);
        }
    }

    /** Some of one key, of which one runs at a time; some of none. */
    private static JobRequest request(int i) {
        JobRequest request = JobRequest.of(JobWorkerProcess.HANDLER).withUser(UserId.of("u" + i % USERS));
        return i % 3 == 0 ? request.withConcurrencyKey("thread-" + i % 5) : request;
    }

    private Process start(PostgresDatabase database) throws IOException {
        started++;
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        JobWorkerProcess.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        "worker-" + started)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitDone(PostgresStorage storage, long count) {
        while (storage.jobs().counts().count(JobStatus.SUCCEEDED) < count) {
            assertThat(workers).allMatch(Process::isAlive);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void check(PostgresStorage storage, Set<JobId> asked) {
        List<Job> done = new ArrayList<>();
        Page.each(ALL, page -> storage.jobs().list(JobFilter.all(), page)).forEach(done::add);
        assertThat(done).extracting(Job::id).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(done).extracting(Job::status).containsOnly(JobStatus.SUCCEEDED);
        List<String> effects = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            UserId user = UserId.of("u" + i);
            Page.each(ALL, page -> storage.memories().list(user, MemoryFilter.all(), page))
                    .forEach((Memory memory) -> effects.add(memory.key()));
        }
        assertThat(effects)
                .containsExactlyInAnyOrderElementsOf(
                        asked.stream().map(JobId::toString).toList());
        assertThat(done.stream().filter(KilledWorkersTest::wasLost))
                .as("jobs whose worker was killed")
                .isNotEmpty();
        assertThat(done).allSatisfy(KilledWorkersTest::assertNotStuck);
    }

    private static boolean wasLost(Job job) {
        return job.runs().stream().anyMatch(run -> run.result() == JobRun.Result.LOST);
    }

    /** A lost try ends with its lease. */
    private static void assertNotStuck(Job job) {
        for (int i = 1; i < job.runs().size(); i++) {
            JobRun before = job.runs().get(i - 1);
            if (before.result() == JobRun.Result.LOST) {
                Instant again = job.runs().get(i).startedAt();
                assertThat(Duration.between(before.endedAt(), again)).isLessThan(LATE);
            }
        }
    }
}
