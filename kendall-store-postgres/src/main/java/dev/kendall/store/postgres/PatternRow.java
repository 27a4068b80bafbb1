package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USER_PATTERNS;
import static org.jooq.impl.DSL.val;

import dev.kendall.chat.MessageId;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
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

    /** All columns. */
    static Map<Field<?>, @Nullable Object> columns(Pattern pattern) {
        Map<Field<?>, @Nullable Object> columns = content(pattern);
        columns.put(USER_PATTERNS.USER_ID, pattern.user().value());
        columns.put(USER_PATTERNS.PATTERN_ID, pattern.id().value());
        columns.put(USER_PATTERNS.TYPE, pattern.type().value());
        columns.put(USER_PATTERNS.CREATED, pattern.created());
        return columns;
    }

    /** What a change of the pattern changes. */
    static Map<Field<?>, @Nullable Object> content(Pattern pattern) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        Schedule schedule = pattern.schedule();
        columns.put(USER_PATTERNS.DESCRIPTION, pattern.description());
        columns.put(
                USER_PATTERNS.FREQUENCY,
                schedule == null ? null : schedule.frequency().name());
        columns.put(USER_PATTERNS.DAYS, days(schedule));
        columns.put(USER_PATTERNS.DAY_OF_MONTH, schedule == null ? null : schedule.dayOfMonth());
        columns.put(USER_PATTERNS.TIME_OF_DAY, schedule == null ? null : schedule.time());
        columns.put(
                USER_PATTERNS.CONTACT_ID,
                pattern.contact() == null ? null : pattern.contact().value());
        columns.put(USER_PATTERNS.CONFIDENCE, pattern.confidence());
        columns.put(USER_PATTERNS.OBSERVATIONS, pattern.observations());
        columns.put(USER_PATTERNS.FIRST_OBSERVED, pattern.firstObserved());
        columns.put(USER_PATTERNS.LAST_OBSERVED, pattern.lastObserved());
        columns.put(
                USER_PATTERNS.EVIDENCE,
                pattern.evidence().stream().map(MessageId::value).toArray(UUID[]::new));
        columns.put(USER_PATTERNS.STATUS, pattern.status().name());
        columns.put(USER_PATTERNS.ATTRIBUTES, val(pattern.attributes(), USER_PATTERNS.ATTRIBUTES));
        columns.put(USER_PATTERNS.UPDATED, pattern.updated());
        columns.put(USER_PATTERNS.VERSION, pattern.version());
        return columns;
    }

    private static Short[] days(@Nullable Schedule schedule) {
        return schedule == null
                ? new Short[0]
                : schedule.days().stream().map(day -> (short) day.getValue()).toArray(Short[]::new);
    }
}
