package dev.kendall.examples.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: ISO 8601, in UTC unless it has an offset. */
public final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : ZonedDateTime.from(time).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time such as 2026-04-06T09:00 or 2026-04-06T09:00+01:00");
        }
    }

    /** The time as it is written here, up to the next minute. */
    public static String written(Instant time) {
        Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm")
                .format((minute.equals(time) ? time : minute.plus(1, ChronoUnit.MINUTES)).atOffset(ZoneOffset.UTC));
    }
}
