package dev.kendall.learning.pattern;

import java.time.LocalDate;

/** The days of a window in the user's zone, numbered from 0: from the day before the first message to the day after today. */
final class LocalDays {
    private final LocalDate first;
    private final byte[] weekdays;
    private final byte[] monthDays;
    private final byte[] monthLengths;

    LocalDays(LocalDate firstMessage, LocalDate today) {
        this.first = firstMessage.minusDays(1);
        int count = Math.toIntExact(today.toEpochDay() - first.toEpochDay() + 2);
        this.weekdays = new byte[count];
        this.monthDays = new byte[count];
        this.monthLengths = new byte[count];
        for (int i = 0; i < count; i++) {
            LocalDate day = first.plusDays(i);
            weekdays[i] = (byte) (day.getDayOfWeek().getValue() - 1);
            monthDays[i] = (byte) day.getDayOfMonth();
            monthLengths[i] = (byte) day.lengthOfMonth();
        }
    }

    /** The days of a window that has a message. */
    static LocalDays of(PatternWindow window) {
        LocalDate first = LocalDate.ofInstant(window.messages().get(0).createdAt(), window.zone());
        return new LocalDays(first, LocalDate.ofInstant(window.now(), window.zone()));
    }

    int count() {
        return weekdays.length;
    }

    int today() {
        return weekdays.length - 2;
    }

    /** 0 for a Monday to 6 for a Sunday. */
    int weekday(int day) {
        return weekdays[day];
    }

    /** 1 to 31. */
    int monthDay(int day) {
        return monthDays[day];
    }

    /** Whether it is the last day of its month. */
    boolean endsMonth(int day) {
        return monthDays[day] == monthLengths[day];
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    int indexOf(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - first.toEpochDay());
    }
}
