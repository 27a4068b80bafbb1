package dev.kendall.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.job.JobClaim;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunningTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(BEGIN);
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock::get).build();
    private final JobWorkerOptions options = JobWorkerOptions.builder()
            .handler(new Waiting())
            .lease(Duration.ofMinutes(1))
            .clock(clock::get)
            .build();
    private final Running running = new Running(storage.jobs().leases(), options);

    private static final class Waiting implements JobHandler {
        @Override
        public String name() {
            return "wait";
        }

        @Override
        public @Nullable String run(JobContext context) {
            return null;
        }
    }

    private List<JobLease> claim() {
        return storage.jobs()
                .leases()
                .claim(new JobClaim("w1", Set.of("wait"), 10, Duration.ofMinutes(1), Integer.MAX_VALUE));
    }

    private void keepsItsJobs() {
        storage.jobs().enqueue(JobRequest.of("wait"));
        List<JobLease> own = claim();
        assertThat(own).hasSize(1);
        assertThat(running.add(own.get(0)).begin(clock.get())).isTrue();
        for (int i = 0; i < 20; i++) {
            clock.updateAndGet(now -> now.plusSeconds(15));
            running.keep();
            assertThat(claim()).as("taken by others after %s", clock.get()).isEmpty();
        }
    }

    @Test
    void leasesAreKeptFourTimesAsOftenAsTheyRunOut() {
        keepsItsJobs();
    }

    @Test
    void leasesAreKeptAfterTheClockJumpedAheadAndWasSetBack() {
        clock.set(BEGIN.plus(Duration.ofDays(300)));
        running.keep();
        clock.set(BEGIN);
        keepsItsJobs();
    }
}
