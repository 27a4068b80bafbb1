package dev.kendall.benchmarks.learning;

import dev.kendall.chat.NewMessage;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up users who tell of themselves, have a habit, and talk of other things; {@value #MESSAGES} messages of each in four threads. */
record Conversations(int users) {
    static final int MESSAGES = 100;

    /** A while after the last message. */
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static final int THREADS = 4;
    private static final List<String> CITIES = List.of("Leeds", "York", "Bath", "Derby", "Hull", "Truro");
    private static final List<String> JOBS = List.of("nurse", "baker", "teacher", "plumber", "lawyer", "gardener");
    private static final List<String> TALK = List.of(
            "What is the weather like tomorrow?",
            "Tell me something about rivers.",
            "How do I get a stain out of wool?",
            "Can you shorten this text for me?",
            "Thanks, that was quick.",
            "What would you cook with leeks and eggs?",
            "Is the museum open on Sundays?",
            "Good morning!");

    /** What a user says at one time. */
    static String text(int time) {
        Random random = new Random(time);
        return switch (random.nextInt(12)) {
            case 0 -> "I live in " + CITIES.get(random.nextInt(CITIES.size())) + ".";
            case 1 -> "I work as a " + JOBS.get(random.nextInt(JOBS.size())) + ".";
            case 2 -> "I'm allergic to hazelnuts.";
            default -> TALK.get(random.nextInt(TALK.size()));
        };
    }

    static UserId user(int number) {
        return UserId.of("user-" + number);
    }

    /** Stores everything of a user: a message of the user's, and an answer, a day and a half apart, with a call each Monday. */
    void writeTo(Stores storage, int number) {
        List<List<NewMessage>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new ArrayList<>());
        }
        Instant at = NOW.minus(Duration.ofDays(120));
        for (int i = 0; i < MESSAGES / 2; i++) {
            at = at.plus(Duration.ofHours(57));
            String said = i % 3 == 0 ? "Call John please" : text(number * 1_000 + i);
            List<NewMessage> thread = threads.get(i % THREADS);
            thread.add(NewMessage.user(said).withCreatedAt(at));
            thread.add(NewMessage.assistant("I see.").withCreatedAt(at.plusSeconds(5)));
        }
        for (int i = 0; i < THREADS; i++) {
            storage.chat().append(user(number), ThreadId.of("thread-" + i), threads.get(i));
        }
    }

    int messages() {
        return users * MESSAGES;
    }
}
