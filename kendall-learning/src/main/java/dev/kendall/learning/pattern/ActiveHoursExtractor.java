package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hours in which the user nearly always writes: the shortest band of at most {@value #MAX_HOURS} hours that holds, with a
 * probability of 95 %, more than three quarters of the hours in which anything was said. An hour of a day counts once, however much was
 * said in it.
 */
final class ActiveHoursExtractor implements PatternExtractor {
    private static final int MAX_HOURS = 8;
    private static final int MIN_DAYS = 14;
    private static final int MIN_ACTIVE_HOURS = 30;
    private static final double SHARE = 0.75;
    private static final double SURE = 0.95;
    private static final int MAX_EVIDENCE = 100;

    @Override
    public String name() {
        return "active_hours";
    }

    @Override
    public List<Finding> extract(PatternWindow window) {
        record ActiveHour(LocalDate day, int hour) {}
        Set<LocalDate> days = new HashSet<>();
        Set<ActiveHour> seen = new HashSet<>();
        int[] byHour = new int[24];
        for (Message message : window.messages()) {
            ZonedDateTime local = message.createdAt().atZone(window.zone());
            days.add(local.toLocalDate());
            if (seen.add(new ActiveHour(local.toLocalDate(), local.getHour()))) {
                byHour[local.getHour()]++;
            }
        }
        if (days.size() < MIN_DAYS || seen.size() < MIN_ACTIVE_HOURS) {
            return List.of();
        }
        for (int length = 1; length <= MAX_HOURS; length++) {
            int from = fullest(byHour, length);
            double sure =
                    BetaBinomial.above(SHARE, within(byHour, from, length), seen.size() - within(byHour, from, length));
            if (sure >= SURE) {
                return List.of(finding(window, from, length, sure));
            }
        }
        return List.of();
    }

    private static int fullest(int[] byHour, int length) {
        int best = 0;
        for (int from = 1; from < 24; from++) {
            if (within(byHour, from, length) > within(byHour, best, length)) {
                best = from;
            }
        }
        return best;
    }

    private static int within(int[] byHour, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += byHour[(from + i) % 24];
        }
        return sum;
    }

    private static Finding finding(PatternWindow window, int from, int length, double sure) {
        List<Message> within = new ArrayList<>();
        for (Message message : window.messages()) {
            int hour = message.createdAt().atZone(window.zone()).getHour();
            if (Math.floorMod(hour - from, 24) < length) {
                within.add(message);
            }
        }
        String description =
                "Writes mostly between " + LocalTime.of(from, 0) + " and " + LocalTime.of((from + length) % 24, 0);
        return Finding.of(
                "active_hours",
                NewPattern.of(PatternType.BEHAVIOR, description)
                        .withConfidence(sure)
                        .observed(
                                within.size(),
                                within.get(0).createdAt(),
                                within.get(within.size() - 1).createdAt())
                        .withEvidence(within.subList(Math.max(0, within.size() - MAX_EVIDENCE), within.size()).stream()
                                .map(Message::id)
                                .toList()));
    }
}
