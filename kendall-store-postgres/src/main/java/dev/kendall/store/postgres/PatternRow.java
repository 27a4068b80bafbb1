package dev.kendall.store.postgres;

import dev.kendall.contact.ContactId;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pattern's row. */
final class PatternRow {
    private PatternRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(
                alias,
                "user_id, pattern_id, type, description, frequency, days, day_of_month, time_of_day, contact_id, confidence,"
                        + " observations, first_observed, last_observed, evidence, status, attributes, created, updated,"
                        + " version");
    }

    static Pattern read(ResultSet row) throws SQLException {
        UUID contact = Columns.uuidOrNull(row, 9);
        return new Pattern(
                UserId.of(row.getString(1)),
                new PatternId(Columns.uuid(row, 2)),
                PatternType.of(row.getString(3)),
                row.getString(4),
                schedule(row),
                contact == null ? null : new ContactId(contact),
                row.getDouble(10),
                row.getInt(11),
                Columns.timeOrNull(row, 12),
                Columns.timeOrNull(row, 13),
                Columns.messageIds(row, 14),
                PatternStatus.valueOf(row.getString(15)),
                AttributesConverter.read(row.getString(16)),
                Columns.time(row, 17),
                Columns.time(row, 18),
                row.getLong(19));
    }

    private static @Nullable Schedule schedule(ResultSet row) throws SQLException {
        String frequency = row.getString(5);
        if (frequency == null) {
            return null;
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Short day : (Short[]) row.getArray(6).getArray()) {
            days.add(DayOfWeek.of(day));
        }
        return new Schedule(
                Schedule.Frequency.valueOf(frequency),
                days,
                Columns.intOrNull(row, 7),
                row.getObject(8, LocalTime.class));
    }
}
