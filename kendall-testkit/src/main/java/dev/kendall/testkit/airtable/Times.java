package dev.kendall.testkit.airtable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Moments as Airtable writes and reads them. */
final class Times {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<Function<String, Instant>> READ = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

    private Times() {}

    /** ISO 8601 in UTC with exactly three digits of milliseconds. */
    static String text(Instant moment) {
        return WRITTEN.format(moment);
    }

    /** ISO 8601: with an offset, without one (UTC is meant), or a date alone (its beginning in UTC). */
    static Optional<Instant> read(String text) {
        for (Function<String, Instant> form : READ) {
            try {
                return Optional.of(form.apply(text.strip()));
            } catch (DateTimeException e) {
                // The next form.
            }
        }
        return Optional.empty();
    }
}
