package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatternExtractionTest {
    private final PatternWindow window =
            new PlantedUser(3, ZoneId.of("UTC")).atRandom(10, Texts.NOISE).window();

    private NewPattern pattern() {
        return NewPattern.of(PatternType.BEHAVIOR, "Does something")
                .withEvidence(List.of(window.messages().get(0).id()));
    }

    private PatternExtractor good(String name) {
        return PatternExtractor.named(name, seen -> List.of(Finding.of("key", pattern())));
    }

    private ExtractionReport<Found> around(PatternExtractor hostile) {
        return runner(hostile).run(window);
    }

    private PatternExtraction runner(PatternExtractor hostile) {
        return runner(hostile, Duration.ofMillis(200));
    }

    private PatternExtraction runner(PatternExtractor hostile, Duration timeLimit) {
        return PatternExtraction.builder()
                .extractor(good("before"))
                .extractor(hostile)
                .extractor(good("behind"))
                .timeLimit(timeLimit)
                .maxFindings(5)
                .build();
    }

    /** The hostile one's neighbours found what they find. */
    private static ExtractorOutcome othersAreUnharmed(ExtractionReport<Found> report) {
        assertThat(report.found()).extracting(Found::extractor).contains("before", "behind");
        assertThat(report.outcomes()).hasSize(3);
        assertThat(report.outcomes().get(0).problems()).isEmpty();
        assertThat(report.outcomes().get(2).problems()).isEmpty();
        assertThat(report.exhaustive()).contains("before", "behind");
        return report.outcomes().get(1);
    }

    private static void failed(ExtractorOutcome outcome, Status status) {
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.accepted()).isZero();
        assertThat(outcome.problems()).singleElement().asString().contains("hostile");
    }

    @Test
    void what_an_extractor_finds_is_reported_with_its_name() {
        ExtractorOutcome run = othersAreUnharmed(around(good("hostile")));
        assertThat(run.accepted()).isEqualTo(1);
        assertThat(run.problems()).isEmpty();
    }

    @Test
    void one_that_throws_finds_nothing_and_its_message_is_not_told() {
        ExtractionReport<Found> report = around(PatternExtractor.named("hostile", seen -> {
            throw new IllegalStateException("secret: " + seen.messages().get(0).text());
        }));
        failed(othersAreUnharmed(report), Status.FAILED);
        assertThat(report.toString()).doesNotContain("secret");
        assertThat(report.exhaustive()).doesNotContain("hostile");
    }

    @Test
    void an_error_is_caught_as_well() {
        failed(
                othersAreUnharmed(around(PatternExtractor.named("hostile", seen -> {
                    throw new StackOverflowError();
                }))),
                Status.FAILED);
    }

    @Test
    void one_that_hangs_is_interrupted_and_given_up() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        ExtractorOutcome run = othersAreUnharmed(around(PatternExtractor.named("hostile", seen -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return List.of();
        })));
        failed(run, Status.TIMED_OUT);
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_ignores_the_interrupt_is_not_asked_again_until_it_ends() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        PatternExtraction runner = runner(PatternExtractor.named("hostile", seen -> {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // deliberately deaf
                }
            }
            ended.countDown();
            return List.of();
        }));
        failed(othersAreUnharmed(runner.run(window)), Status.TIMED_OUT);
        failed(othersAreUnharmed(runner.run(window)), Status.TIMED_OUT);
        ExtractorOutcome third = othersAreUnharmed(runner.run(window));
        failed(third, Status.BUSY);
        assertThat(third.took()).isLessThan(Duration.ofMillis(150));
        end.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        ExtractorOutcome later = othersAreUnharmed(runner.run(window));
        for (int tries = 0; tries < 1_000 && !later.problems().isEmpty(); tries++) {
            later = othersAreUnharmed(runner.run(window));
        }
        assertThat(later.problems()).isEmpty();
    }

    @Test
    void of_one_that_floods_the_first_are_kept() {
        PatternExtractor endless = PatternExtractor.named("hostile", seen -> new AbstractList<>() {
            @Override
            public Finding get(int index) {
                return Finding.of("key" + index, pattern());
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        });
        ExtractorOutcome run =
                othersAreUnharmed(runner(endless, Duration.ofSeconds(30)).run(window));
        assertThat(run.dropped()).containsExactly(entry(DropReason.TOO_MANY, 9_996));
        assertThat(run.problems()).singleElement().asString().contains("hostile");
        assertThat(run.accepted()).isEqualTo(5);
        assertThat(run.isExhaustive()).isFalse();
    }

    @Test
    void nonsense_is_left_out_and_the_rest_is_kept() {
        List<Finding> nonsense = new ArrayList<>(Arrays.asList(
                null,
                Finding.of("nothing_cited", pattern().withEvidence(List.of())),
                Finding.of("of_nobody", pattern().withEvidence(List.of(new MessageId(new UUID(9, 9))))),
                Finding.of("unknown", pattern().withContact(new ContactId(new UUID(9, 9)))),
                Finding.of("fine", pattern())));
        ExtractorOutcome run = othersAreUnharmed(around(PatternExtractor.named("hostile", seen -> nonsense)));
        assertThat(run.dropped())
                .containsExactly(
                        entry(DropReason.UNKNOWN_MESSAGE, 1),
                        entry(DropReason.UNKNOWN_CONTACT, 1),
                        entry(DropReason.INVALID, 2));
        assertThat(run.problems()).hasSize(4);
        assertThat(run.problems().toString()).contains("finding 3").doesNotContain("of_nobody");
        assertThat(run.accepted()).isEqualTo(1);
        assertThat(run.isExhaustive()).isTrue();
    }

    @Test
    void two_findings_with_one_key_and_one_from_the_future_are_nonsense() {
        ExtractorOutcome run = othersAreUnharmed(around(PatternExtractor.named(
                "hostile",
                seen -> List.of(
                        Finding.of("twice", pattern()),
                        Finding.of("twice", pattern()),
                        Finding.of(
                                "later", pattern().observed(1, null, seen.now().plusSeconds(1)))))));
        assertThat(run.dropped()).containsExactly(entry(DropReason.INVALID, 2));
        assertThat(run.accepted()).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("NullAway") // as a careless host would
    void null_instead_of_a_list_is_a_failure() {
        failed(othersAreUnharmed(around(PatternExtractor.named("hostile", seen -> null))), Status.FAILED);
    }

    @Test
    void an_interrupt_of_the_caller_ends_the_run_and_stays() {
        PatternExtraction runner = runner(good("hostile"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> runner.run(window)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void names_are_checked_when_the_runner_is_built() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runner(good("before")))
                .withMessageContaining("before");
        assertThatIllegalArgumentException().isThrownBy(() -> runner(good("No name!")));
    }

    @Test
    void the_built_in_ones_find_the_same_twice() {
        PatternWindow busy = new PlantedUser(8, ZoneId.of("UTC"))
                .atRandom(100, Texts.NOISE)
                .habit("physio", Texts.PHYSIO)
                .at(7, 0)
                .throughout()
                .window();
        ExtractionReport<Found> first = PatternExtraction.builtIn().run(busy);
        assertThat(first.problems()).isEmpty();
        assertThat(first.found())
                .isNotEmpty()
                .isEqualTo(PatternExtraction.builtIn().run(busy).found());
    }
}
