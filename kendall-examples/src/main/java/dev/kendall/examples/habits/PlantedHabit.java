package dev.kendall.examples.habits;

import dev.kendall.chat.MessageId;
import java.time.DayOfWeek;
import java.util.Set;

/**
 * A habit that was planted in a user's messages.
 *
 * @param monthly whether it is one of a day of the month, which has no days of the week
 * @param days its days of the week
 * @param minute of the local day at which it is done in the end
 * @param stopped whether it stopped before the end
 * @param messages those in which it was kept
 */
record PlantedHabit(boolean monthly, Set<DayOfWeek> days, int minute, boolean stopped, Set<MessageId> messages) {
    /** Checks nothing, and copies the sets. */
    PlantedHabit {
        days = Set.copyOf(days);
        messages = Set.copyOf(messages);
    }
}
