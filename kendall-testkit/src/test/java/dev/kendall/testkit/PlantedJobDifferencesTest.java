package dev.kendall.testkit;

import static dev.kendall.testkit.DifferentialRun.differencesOfJobs;
import static dev.kendall.testkit.PlantedJobFaultsTest.brokenLeases;
import static dev.kendall.testkit.PlantedJobFaultsTest.brokenQueue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.job.JobClaim;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Random histories of jobs find what is planted, and nothing where there is nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlantedJobDifferencesTest {
    private static void assertFound(StorageFixture fixture, String told) {
        assertThat(differencesOfJobs(fixture))
                .isNotEmpty()
                .anySatisfy(difference -> assertThat(difference).contains(told, "to see it again", "before it:\n  "));
    }

    @Test
    void nothing_where_there_is_nothing() {
        assertThat(differencesOfJobs(InMemory.FIXTURE)).isEmpty();
    }

    @Test
    void a_priority_that_is_forgotten() {
        assertFound(
                brokenQueue(
                        "enqueue",
                        call -> call.proceedWith(
                                0, call.argument(0, JobRequest.class).withPriority(Duration.ZERO))),
                "difference: ");
    }

    @Test
    void a_concurrency_key_that_is_forgotten() {
        assertFound(
                brokenQueue("enqueue", call -> {
                    JobRequest request = call.argument(0, JobRequest.class);
                    return call.proceedWith(
                            0, "model".equals(request.concurrencyKey()) ? request.withConcurrencyKey(null) : request);
                }),
                "difference: ");
    }

    @Test
    void a_limit_over_all_workers_that_is_off_by_one() {
        assertFound(
                brokenLeases("claim", call -> {
                    JobClaim claim = call.argument(0, JobClaim.class);
                    int most = claim.mostRunning() == Integer.MAX_VALUE ? Integer.MAX_VALUE : claim.mostRunning() + 1;
                    return call.proceedWith(
                            0, new JobClaim(claim.worker(), claim.handlers(), claim.limit(), claim.lease(), most));
                }),
                "jobs().leases().claim(");
    }

    @Test
    void a_job_that_is_tried_again_a_second_late() {
        assertFound(
                brokenLeases("finish", call -> {
                    JobOutcome outcome = call.argument(1, JobOutcome.class);
                    return call.proceedWith(
                            1,
                            outcome instanceof JobOutcome.Retry retry
                                    ? new JobOutcome.Retry(
                                            JobRun.Result.FAILED, retry.at().plusSeconds(1), retry.error())
                                    : outcome);
                }),
                "difference: ");
    }

    @Test
    void leases_that_are_not_prolonged() {
        assertFound(
                brokenLeases("extend", call -> call.proceedWith(0, List.<JobLease>of())), "jobs().leases().extend(");
    }
}
