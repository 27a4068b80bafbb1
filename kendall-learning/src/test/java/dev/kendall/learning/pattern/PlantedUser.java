package dev.kendall.learning.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A user whose habits are known, because they were planted: messages at local times with scatter, missed occasions, decoys and noise.
 * All of it follows from the seed.
 */
final class PlantedUser {
    static final UserId USER = UserId.of("planted");
    static final LocalDate START = LocalDate.of(2025, 1, 6);
    static final int DAYS = 175;

    private record Said(LocalDateTime at, String text, String habit) {}

    private final Random random;
    private final ZoneId zone;
    private final List<Said> said = new ArrayList<>();

    PlantedUser(long seed, ZoneId zone) {
        this.random = new Random(seed);
        this.zone = zone;
    }

    /** A habit while it is described. */
    final class Habit {
        private final String name;
        private final List<String> texts;
        private Predicate<LocalDate> days = day -> true;
        private LocalTime time = LocalTime.NOON;
        private int scatter = 15;
        private double kept = 0.9;

        private Habit(String name, List<String> texts) {
            this.name = name;
            this.texts = texts;
        }

        Habit on(Predicate<LocalDate> days) {
            Predicate<LocalDate> before = this.days;
            this.days = day -> before.test(day) && days.test(day);
            return this;
        }

        Habit at(int hour, int minute) {
            time = LocalTime.of(hour, minute);
            return this;
        }

        Habit scattered(int minutes) {
            scatter = minutes;
            return this;
        }

        Habit kept(double share) {
            kept = share;
            return this;
        }

        /** Plants it from day {@code from} of the user's life to day {@code to}, exclusive. */
        PlantedUser between(int from, int to) {
            for (int i = from; i < to; i++) {
                LocalDate day = START.plusDays(i);
                if (days.test(day) && random.nextDouble() < kept) {
                    said.add(new Said(around(day, time, scatter), pick(texts), name));
                }
            }
            return PlantedUser.this;
        }

        PlantedUser throughout() {
            return between(0, DAYS);
        }
    }

    Habit habit(String name, List<String> texts) {
        return new Habit(name, texts);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private LocalDateTime around(LocalDate day, LocalTime time, int scatter) {
        long minute = Math.round(time.toSecondOfDay() / 60.0 + random.nextGaussian() * scatter);
        return day.atStartOfDay().plusMinutes(minute);
    }

    /** At any time of any day between seven and eleven in the evening, so often. */
    PlantedUser atRandom(int times, List<String> texts) {
        for (int i = 0; i < times; i++) {
            LocalDate day = START.plusDays(random.nextInt(DAYS));
            said.add(new Said(day.atTime(7, 0).plusMinutes(random.nextInt(16 * 60)), pick(texts), ""));
        }
        return this;
    }

    /** Four times in one week, and never again. */
    PlantedUser inOneWeek(List<String> texts) {
        LocalDate week = START.plusDays(random.nextInt(DAYS - 7));
        for (int day : new int[] {0, 2, 3, 5}) {
            said.add(new Said(week.plusDays(day).atTime(8, 0).plusMinutes(random.nextInt(840)), pick(texts), ""));
        }
        return this;
    }

    PlantedUser say(LocalDateTime at, String text) {
        said.add(new Said(at, text, ""));
        return this;
    }

    private List<Said> sorted() {
        return said.stream()
                .sorted(Comparator.comparing(
                                (Said each) -> each.at().atZone(zone).toInstant())
                        .thenComparing(Said::text))
                .toList();
    }

    private static MessageId id(int index) {
        return new MessageId(new UUID(0x7000L, 0x8000_0000_0000_0000L | index));
    }

    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (Said each : sorted()) {
            messages.add(new Message(
                    USER,
                    ThreadId.of("thread"),
                    id(messages.size()),
                    Role.USER,
                    MessageType.TEXT,
                    null,
                    each.text(),
                    each.at().atZone(zone).toInstant(),
                    Attributes.none()));
        }
        return messages;
    }

    /** The messages of each habit, by its name. */
    Map<String, Set<MessageId>> habits() {
        Map<String, Set<MessageId>> habits = new LinkedHashMap<>();
        List<Said> sorted = sorted();
        for (int i = 0; i < sorted.size(); i++) {
            if (!sorted.get(i).habit().isEmpty()) {
                habits.computeIfAbsent(sorted.get(i).habit(), name -> new HashSet<>())
                        .add(id(i));
            }
        }
        return habits;
    }

    Instant end() {
        return START.plusDays(DAYS).atStartOfDay(zone).toInstant();
    }

    PatternWindow window() {
        return PatternWindow.of(USER, end(), messages()).in(zone);
    }

    /** The routines that are found. */
    List<Finding> routines() {
        return BuiltInExtractors.routines().extract(window());
    }
}
