package dev.kendall.learning.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuardedExtractionTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Talk talk = new Talk();
    private final Message said = talk.say("I live in York.");

    /** An extractor of a few words. */
    private record Foreign(String name, Function<MemoryWindow, Extraction> work) implements MemoryExtractor {
        @Override
        public Extraction extract(MemoryWindow window) {
            return work.apply(window);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private ExtractionReport<Claim> extract(ExtractionLimits limits, MemoryExtractor... extractors) {
        return new GuardedExtraction(List.of(extractors), limits, threads).extract(talk.window(talk.heard));
    }

    private static Claim claim(Message message, String quote) {
        return Claim.stated(Facet.CITY, "York", Evidence.of(message, quote));
    }

    @Test
    @DisplayName("an extractor that throws is named, and the others go on")
    void throwing() {
        ExtractionReport<Claim> report = extract(
                ExtractionLimits.defaults(),
                new Foreign("broken", window -> {
                    throw new IllegalStateException(
                            "it said: " + window.messages().get(0).text());
                }),
                new Foreign("deep", window -> {
                    throw new StackOverflowError();
                }),
                new Foreign("silent", window -> nothing()),
                new EnglishGrammar());
        assertThat(report.outcomes())
                .extracting(ExtractorOutcome::status)
                .containsExactly(Status.FAILED, Status.FAILED, Status.FAILED, Status.DONE);
        assertThat(report.outcomes().get(0).failure()).isEqualTo("java.lang.IllegalStateException");
        assertThat(report.isComplete()).isFalse();
        assertThat(report.found()).extracting(Claim::value).containsExactly("York");
    }

    @SuppressWarnings("NullAway")
    private static Extraction nothing() {
        return null;
    }

    @Test
    @DisplayName("an extractor that hangs is given up, not asked again while it hangs, and asked again afterwards")
    void hanging() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        MemoryExtractor hanging = new Foreign("hanging", window -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    release.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    waiting = true;
                }
            }
            ended.countDown();
            return Extraction.of(List.of());
        });
        MemoryExtractor quick = new Foreign("quick", window -> Extraction.of(List.of(claim(said, "York"))));
        ExtractionLimits limits = ExtractionLimits.defaults().withTime(Duration.ofSeconds(1));
        GuardedExtraction guarded = new GuardedExtraction(List.of(hanging, quick), limits, threads);
        MemoryWindow window = talk.window(talk.heard);

        assertThat(guarded.extract(window).outcomes().get(0).status()).isEqualTo(Status.TIMED_OUT);
        ExtractionReport<Claim> second = guarded.extract(window);
        assertThat(second.outcomes().get(0).status()).isEqualTo(Status.BUSY);
        assertThat(second.found()).hasSize(1);
        release.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        Status status = Status.BUSY;
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (status == Status.BUSY && System.nanoTime() < deadline) {
            Thread.yield();
            status = guarded.extract(window).outcomes().get(0).status();
        }
        assertThat(status).isEqualTo(Status.DONE);
    }

    @Test
    @DisplayName("an extractor that floods is cut off, and what was cut is counted")
    void flooding() {
        List<Claim> flood = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            flood.add(Claim.stated(Facet.named("thing " + i), "x" + i, Evidence.of(said, "York")));
        }
        ExtractionReport<Claim> report = extract(
                ExtractionLimits.defaults(),
                new Foreign("flood", window -> Extraction.of(flood)),
                new EnglishGrammar());
        assertThat(report.outcomes().get(0).accepted()).isEqualTo(20);
        assertThat(report.outcomes().get(0).dropped()).containsEntry(DropReason.TOO_MANY, 4_980);
        assertThat(report.found()).hasSize(21);
    }

    @Test
    @DisplayName(
            "invented messages, another user's messages, the assistant's words and invented quotes are dropped and counted")
    void nonsense() {
        UserId stranger = UserId.of("u-2");
        Message foreign = talk.storage.chat().append(stranger, Talk.THREAD, NewMessage.user("I live in York."));
        Message reply = talk.say(NewMessage.assistant("You live in York."));
        MessageId invented = new MessageId(SequentialIds.at(99_999));
        ExtractionReport<Claim> report = extract(
                ExtractionLimits.defaults(),
                new Foreign(
                        "liar",
                        window -> Extraction.of(List.of(
                                claim(foreign, "York"),
                                Claim.stated(Facet.CITY, "York", new Evidence(invented, said.createdAt(), "York")),
                                claim(reply, "York"),
                                claim(said, "I live in Rome"),
                                Claim.stated(
                                        Facet.CITY,
                                        "York",
                                        new Evidence(said.id(), said.createdAt().plusSeconds(1), "York")),
                                claim(said, "live  in\nYork")))));
        assertThat(report.found()).containsExactly(claim(said, "live  in\nYork"));
        assertThat(report.outcomes().get(0).dropped())
                .containsEntry(DropReason.UNKNOWN_MESSAGE, 2)
                .containsEntry(DropReason.NOT_EVIDENCE, 1)
                .containsEntry(DropReason.QUOTE_NOT_FOUND, 1)
                .containsEntry(DropReason.INVALID, 1);
    }

    @Test
    @DisplayName("a window of two users is refused")
    void twoUsers() {
        Message foreign = talk.storage.chat().append(UserId.of("u-2"), Talk.THREAD, NewMessage.user("Hello."));
        assertThatThrownBy(() -> talk.window(List.of(said, foreign)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("u-2");
        assertThatThrownBy(() -> new GuardedExtraction(
                        Collections.nCopies(2, new EnglishGrammar()), ExtractionLimits.defaults(), threads))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
