package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyRow.Answers;
import dev.kendall.analytics.DailyRow.Jobs;
import dev.kendall.analytics.DailyRow.Models;
import dev.kendall.analytics.DailyRow.Patterns;
import dev.kendall.analytics.DailyRow.Recall;
import dev.kendall.analytics.DailyStore;
import dev.kendall.analytics.DailyStore.Counted;
import dev.kendall.chat.NewMessage;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link DailyStore}. */
@Needs({Capability.TRANSACTIONS, Capability.JOBS})
public abstract class DailyStoreContract extends StorageContract {
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-03-03T00:00:00Z");

    private DailyStore daily() {
        return transactional().daily();
    }

    private Counted counted() {
        return daily().count(FROM, UNTIL);
    }

    private void say(UserId user, NewMessage message, Instant at) {
        storage().chat().append(user, HOME, message.withCreatedAt(at));
    }

    /** The user asks at a time of the day, and is answered so much later. */
    private void turn(UserId user, ThreadId thread, Duration asked, Duration waited) {
        Instant at = FROM.plus(asked);
        storage().chat().append(user, thread, NewMessage.user("When?").withCreatedAt(at));
        storage().chat().append(user, thread, NewMessage.assistant("At nine.").withCreatedAt(at.plus(waited)));
    }

    private static DailyRow row(LocalDate day, long messages) {
        return new DailyRow(day, messages, 1, null, null, null, null, null);
    }

    @Nested
    class CountMessages {
        @Test
        @ContractRule("DAILY-1")
        void counts_from_the_first_moment_to_the_last() {
            say(ANNA, NewMessage.user("too early"), FROM.minusNanos(1_000));
            say(ANNA, NewMessage.user("first"), FROM);
            say(ANNA, NewMessage.user("last"), UNTIL.minusNanos(1_000));
            say(ANNA, NewMessage.user("too late"), UNTIL);
            assertThat(counted()).isEqualTo(new Counted(2, 1, null, new Jobs(0, 0)));
            assertThat(daily().count(UNTIL, UNTIL.plusSeconds(1)).messages()).isEqualTo(1);
            assertThat(daily().count(FROM, FROM)).isEqualTo(new Counted(0, 0, null, new Jobs(0, 0)));
        }

        @Test
        @ContractRule("DAILY-1")
        void counts_users_once_and_only_those_who_wrote() {
            say(ANNA, NewMessage.user("one"), FROM.plusSeconds(10));
            say(ANNA, NewMessage.user("two"), FROM.plusSeconds(20));
            say(BEN, NewMessage.assistant("Good morning, Ben."), FROM.plusSeconds(30));
            storage().users().save(UserId.of("cleo"), Profile.empty());
            assertThat(counted().messages()).isEqualTo(3);
            assertThat(counted().activeUsers()).isEqualTo(1);
        }

        @Test
        @ContractRule("DAILY-1")
        void refuses_an_end_before_its_beginning() {
            assertThatIllegalArgumentException().isThrownBy(() -> daily().count(UNTIL, FROM));
        }
    }

    @Nested
    class CountAnswers {
        @Test
        @ContractRule("DAILY-2")
        void gives_the_least_times_that_are_not_below_the_share() {
            for (int i = 1; i <= 21; i++) {
                turn(i % 2 == 0 ? ANNA : BEN, ThreadId.of("t" + i % 3), Duration.ofHours(i), Duration.ofSeconds(i));
            }
            assertThat(counted().answers()).isEqualTo(new Answers(21, Duration.ofSeconds(11), Duration.ofSeconds(20)));
        }

        @Test
        @ContractRule("DAILY-2")
        void is_of_microseconds() {
            turn(ANNA, HOME, Duration.ofHours(9), Duration.ofNanos(1_234_567_000));
            Duration waited = Duration.ofNanos(1_234_567_000);
            assertThat(counted().answers()).isEqualTo(new Answers(1, waited, waited));
        }

        @Test
        @ContractRule("DAILY-2")
        void takes_only_what_follows_the_users_message_within_the_hour() {
            turn(ANNA, HOME, Duration.ofHours(2), Answers.WITHIN.plusNanos(1_000));
            turn(ANNA, WORK, Duration.ofHours(2), Answers.WITHIN);
            say(BEN, NewMessage.assistant("Good morning."), FROM.plusSeconds(10));
            say(BEN, NewMessage.assistant("Your bus is late."), FROM.plusSeconds(11));
            assertThat(counted().answers()).isEqualTo(new Answers(1, Answers.WITHIN, Answers.WITHIN));
        }

        @Test
        @ContractRule("DAILY-2")
        void takes_the_last_thing_said_in_the_same_thread() {
            say(ANNA, NewMessage.user("Hello?"), FROM.plusSeconds(10));
            say(ANNA, NewMessage.user("Are you there?"), FROM.plusSeconds(15));
            storage().chat().append(ANNA, WORK, NewMessage.user("And here?").withCreatedAt(FROM.plusSeconds(16)));
            say(ANNA, NewMessage.assistant("Yes."), FROM.plusSeconds(17));
            say(ANNA, NewMessage.assistant("What is it?"), FROM.plusSeconds(18));
            assertThat(counted().answers()).isEqualTo(new Answers(1, Duration.ofSeconds(2), Duration.ofSeconds(2)));
        }

        @Test
        @ContractRule("DAILY-2")
        void is_of_the_day_of_the_answer() {
            turn(ANNA, HOME, Duration.ofSeconds(-1), Duration.ofSeconds(3));
            turn(BEN, HOME, Duration.ofDays(1).minusSeconds(1), Duration.ofSeconds(3));
            assertThat(counted().answers()).isEqualTo(new Answers(1, Duration.ofSeconds(3), Duration.ofSeconds(3)));
        }

        @Test
        @ContractRule("DAILY-2")
        void knows_of_no_answer_where_there_was_none() {
            say(ANNA, NewMessage.user("Hello?"), FROM.plusSeconds(10));
            assertThat(counted().answers()).isNull();
        }
    }

    @Nested
    class CountJobs {
        private static final JobOutcome DONE = new JobOutcome.Succeeded("");
        private static final JobOutcome GIVEN_UP = new JobOutcome.GivenUp(JobRun.Result.FAILED, "no");

        /** One job ends so, now. */
        private void end(JobOutcome outcome) {
            transactional().jobs().enqueue(JobRequest.of("work").withUser(ANNA));
            List<JobLease> leases = transactional()
                    .jobs()
                    .leases()
                    .claim(new JobClaim("worker", Set.of("work"), 1, Duration.ofMinutes(1), Integer.MAX_VALUE));
            leases.forEach(lease -> assertThat(transactional().jobs().leases().finish(lease, outcome))
                    .isTrue());
        }

        @Test
        @ContractRule("DAILY-3")
        void counts_those_that_were_finished_then() {
            clock.set(FROM.minusSeconds(1));
            end(DONE);
            clock.set(FROM);
            end(DONE);
            end(GIVEN_UP);
            transactional().jobs().enqueue(JobRequest.of("work").withUser(ANNA));
            clock.set(UNTIL.minusSeconds(1));
            end(DONE);
            clock.set(UNTIL);
            end(GIVEN_UP);
            assertThat(counted().jobs()).isEqualTo(new Jobs(2, 1));
        }
    }

    @Nested
    class States {
        private void keep(UserId user, String key, String value) {
            transactional().inTransaction(tx -> {
                tx.state().put(user, key, value);
                return true;
            });
        }

        @Test
        @ContractRule("DAILY-4")
        void gives_those_of_every_user_under_exactly_the_key() {
            List<String> expected = new ArrayList<>();
            for (int i = 10; i < 35; i++) {
                keep(UserId.of("user " + i), "day/1", "v" + i);
                keep(UserId.of("user " + i), "day/2", "other");
                expected.add("v" + i);
            }
            keep(ANNA, "day/10", "other");
            List<String> listed = new ArrayList<>();
            Page.each(PageRequest.first(7), page -> daily().states("day/1", page))
                    .forEach(listed::add);
            assertThat(listed).isEqualTo(expected);
            assertThat(daily().states("day", PageRequest.first(7)).items()).isEmpty();
            assertThat(daily().states("day/10", PageRequest.first(1)).next()).isNull();
        }
    }

    @Nested
    class Put {
        @Test
        @ContractRule("DAILY-5")
        void keeps_all_that_is_known_and_leaves_open_what_is_not() {
            DailyRow full = new DailyRow(
                    DAY,
                    Long.MAX_VALUE,
                    3,
                    new Answers(4, Duration.ofNanos(1_234_567_000), Duration.ofHours(1)),
                    new Recall(5, 0),
                    new Patterns(0, 7),
                    new Jobs(8, 9),
                    new Models(10, 11, 12, new BigDecimal("0.000012300")));
            daily().put(full);
            assertThat(daily().find(DAY)).contains(full);
            DailyRow bare = row(DAY.plusDays(1), 0);
            daily().put(bare);
            assertThat(daily().find(DAY.plusDays(1))).contains(bare);
            DailyRow unpriced = new DailyRow(
                    DAY.plusDays(2), 1, 1, null, new Recall(0, 0), null, new Jobs(0, 0), new Models(0, 0, 0, null));
            daily().put(unpriced);
            assertThat(daily().find(DAY.plusDays(2))).contains(unpriced);
            assertThat(daily().find(DAY.minusDays(1))).isEmpty();
        }

        @Test
        @ContractRule("DAILY-5")
        void takes_the_place_of_the_days_row() {
            daily().put(row(DAY, 1));
            daily().put(new DailyRow(DAY, 2, 1, null, new Recall(2, 1), null, null, null));
            daily().put(row(DAY, 3));
            assertThat(daily().find(DAY)).contains(row(DAY, 3));
        }

        @Test
        @ContractRule("DAILY-5")
        void outlives_the_users_whom_it_does_not_name() {
            say(ANNA, NewMessage.user("Hello"), FROM);
            daily().put(row(DAY, 1));
            storage().erase(ANNA);
            assertThat(daily().find(DAY)).contains(row(DAY, 1));
            assertThat(counted().messages()).isZero();
        }
    }

    @Nested
    class Listing {
        @Test
        @ContractRule("DAILY-6")
        void gives_the_rows_in_the_order_of_days_from_the_first_to_the_last() {
            for (int day : new int[] {3, 0, 5, 1, -1}) {
                daily().put(row(DAY.plusDays(day), day + 1));
            }
            assertThat(daily().list(DAY, DAY.plusDays(3)))
                    .containsExactly(row(DAY, 1), row(DAY.plusDays(1), 2), row(DAY.plusDays(3), 4));
            assertThat(daily().list(DAY.plusDays(1), DAY)).isEmpty();
        }

        @Test
        @ContractRule("DAILY-6")
        void refuses_more_days_than_it_lists() {
            assertThat(daily().list(DAY, DAY.plusDays(DailyStore.MAX_DAYS - 1))).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> daily().list(DAY, DAY.plusDays(DailyStore.MAX_DAYS)));
        }
    }
}
