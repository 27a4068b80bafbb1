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
import dev.kendall.job.JobStatus;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.pattern.PatternExtractor;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private List<UserId> cleanedUp() {
        return jobs(CleanUp.NAME).stream().map(Job::user).sorted().toList();
    }

    private void user(UserId user, String zone) {
        storage.users().save(user, Profile.builder().zone(ZoneId.of(zone)).build());
    }

    @Test
    void a_round_that_comes_late_is_for_the_hours_since_its_time() {
        user(ANNA, "UTC");
        user(BEN, "Atlantic/Azores"); // an hour behind
        user(UserId.of("cleo"), "Asia/Kathmandu"); // three o'clock was at 21:15
        user(UserId.of("dan"), "America/New_York");
        try (LearningLoop loop = loop(options())) {
            clock.set(Instant.parse("2026-03-03T02:30:00Z"));
            loop.runOnce();
            clock.set(Instant.parse("2026-03-03T04:05:00Z"));
            loop.runOnce();
            assertThat(cleanedUp()).containsExactly(ANNA, BEN);
        }
    }

    @Test
    void a_zones_users_are_spread_over_the_hour_each_always_at_the_same_minute() {
        List<UserId> users =
                IntStream.range(0, 600).mapToObj(i -> UserId.of("user-" + i)).toList();
        users.forEach(user -> user(user, "UTC"));
        try (LearningLoop loop = loop(options())) {
            clock.set(Instant.parse("2026-03-03T02:30:00Z"));
            loop.runOnce();
            clock.set(Instant.parse("2026-03-03T03:00:00Z"));
            loop.runOnce();
            Map<UserId, Instant> dues = new HashMap<>();
            jobs(CleanUp.NAME).forEach(job -> dues.put(job.user(), job.dueAt()));
            assertThat(dues.keySet()).containsExactlyInAnyOrderElementsOf(users);
            Instant three = Instant.parse("2026-03-03T03:00:00Z");
            dues.forEach((user, due) -> assertThat(due).isEqualTo(three.plus(NightRound.place(user))));
            Map<Long, Long> minutes = dues.values().stream()
                    .collect(Collectors.groupingBy(
                            due -> Duration.between(three, due).toMinutes(), Collectors.counting()));
            assertThat(minutes.keySet()).hasSizeGreaterThan(55).allMatch(minute -> minute >= 0 && minute < 60);
            assertThat(minutes.values()).as("of 600 users in 60 minutes").allMatch(count -> count <= 25);
            assertThat(jobs(LearnPatterns.NAME)).allMatch(job -> job.dueAt().equals(dues.get(job.user())));

            goBy(loop, Duration.ofMinutes(60));
            assertThat(jobs(CleanUp.NAME)).hasSize(600).allMatch(job -> job.status() == JobStatus.SUCCEEDED);
        }
    }

    @Test
    void rounds_that_overlap_ask_for_each_night_once() {
        user(ANNA, "UTC");
        try (LearningLoop loop = loop(options())) {
            clock.set(Instant.parse("2026-03-03T02:30:00Z"));
            loop.runOnce();
            storage.jobs().enqueue(JobRequest.of(NightRound.NAME).withDueAt(Instant.parse("2026-03-03T03:00:00Z")));
            clock.set(Instant.parse("2026-03-03T03:20:00Z"));
            loop.runOnce();
            assertThat(jobs(NightRound.NAME)).hasSize(3);
            assertThat(cleanedUp()).containsExactly(ANNA);
            clock.set(Instant.parse("2026-03-04T03:00:00Z"));
            loop.runOnce();
            assertThat(cleanedUp()).as("another night").containsExactly(ANNA, ANNA);
        }
    }

    @Test
    void what_was_just_said_goes_before_the_nights_work() {
        for (int i = 0; i < 20; i++) {
            user(UserId.of("user" + i), "UTC");
        }
        List<String> order = new ArrayList<>();
        PatternExtractor night = PatternExtractor.named("night", window -> {
            order.add("night");
            return List.of();
        });
        MemoryExtractor turn = liking("turn", message -> {
            order.add("turn");
            return "";
        });
        LearningOptions.Builder options =
                options().patternExtractors(List.of(night)).memoryExtractors(List.of(turn));
        try (LearningLoop loop = loop(options)) {
            loop.catchUp();
            turn(ANNA, "I work as a nurse.");
            new Handover(storage, options.build(), new Tally()).run();
            assertThat(order).isEmpty();
            clock.advance(Duration.ofMinutes(1));
            loop.runOnce();
            assertThat(order).startsWith("turn", "night");
        }
    }
}
