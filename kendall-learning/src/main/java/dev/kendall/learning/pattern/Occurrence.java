package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A message at its place in the user's local calendar.
 *
 * @param index its place among the window's messages
 * @param day the number of the local day in {@link LocalDays}
 * @param minute of the local day, 0 to 1,439
 */
record Occurrence(Message message, int index, int day, int minute) {
    /** Of a longer text the beginning counts. */
    private static final int MAX_TEXT = 1_000;

    /** The minutes of a day without a change of the clock. */
    static final int MINUTES = 1_440;

    /** The messages of a window, in its order. */
    static List<Occurrence> all(PatternWindow window, LocalDays calendar) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (Message message : window.messages()) {
            ZonedDateTime local = message.createdAt().atZone(window.zone());
            int minute = local.getHour() * 60 + local.getMinute();
            occurrences.add(new Occurrence(message, occurrences.size(), calendar.indexOf(local.toLocalDate()), minute));
        }
        return occurrences;
    }

    /** What was said, up to a length at which a hostile text costs no time. */
    static String text(Message message) {
        String text = message.text();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    String text() {
        return text(message);
    }

    /** How far two minutes of the day are apart, around midnight where that is shorter. */
    static int distance(int minute, int other) {
        int apart = Math.abs(minute - other);
        return Math.min(apart, MINUTES - apart);
    }
}
