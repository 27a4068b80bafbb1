package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NightRoundTest extends LoopFixture {
    private void finish(String handler, int count) {
        for (int i = 0; i < count; i++) {
            storage.jobs().enqueue(JobRequest.of(handler));
        }
        List<JobLease> taken = storage.jobs()
                .leases()
                .claim(new JobClaim("test", Set.of(handler), count, Duration.ofMinutes(1), Integer.MAX_VALUE));
        assertThat(taken).hasSize(count);
        for (JobLease lease : taken) {
            storage.jobs().leases().finish(lease, new JobOutcome.GivenUp(JobRun.Result.FAILED, "no luck"));
        }
    }

    @Test
    void jobs_of_others_are_not_removed() {
        finish("reminders.send", 1);
        finish(CleanUp.NAME, 1);
        try (LearningLoop loop = loop(options())) {
            loop.runOnce();
            clock.advance(Duration.ofDays(6));
            loop.runOnce();
            assertThat(jobs(CleanUp.NAME)).isNotEmpty();
            clock.advance(Duration.ofDays(2));
            loop.runOnce();
            assertThat(jobs(CleanUp.NAME)).isEmpty();
            assertThat(jobs("reminders.send")).hasSize(1);
        }
    }

    @Test
    void more_jobs_are_removed_than_go_at_once() {
        for (int i = 0; i < 3; i++) {
            finish(LearnThread.NAME, 900);
        }
        try (LearningLoop loop = loop(options())) {
            loop.runOnce();
            clock.advance(Duration.ofDays(8));
            loop.runOnce();
            assertThat(storage.jobs()
                            .list(JobFilter.all().withHandler(LearnThread.NAME), ALL)
                            .items())
                    .isEmpty();
            assertThat(jobs(NightRound.NAME))
                    .extracting(Job::output)
                    .anySatisfy(output -> assertThat(output).contains("2700 old jobs"));
            assertThat(JobQueue.MAX_REMOVED).isLessThan(2_700);
        }
    }
}
