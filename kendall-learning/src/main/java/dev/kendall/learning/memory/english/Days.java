package dev.kendall.learning.memory.english;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as people say them, made absolute by the day on which they were said. "Friday" and "this Friday" are the first after that day, "next Friday"
 * is the one of the next week, which begins on Monday. A date in figures whose day and month could be either way round is no date.
 */
final class Days {
    /** Whether a date without a year lies ahead or behind. */
    enum Direction {
        AHEAD,
        BEHIND
    }

    /**
     * A day.
     *
     * @param year whether the year was told or follows from what was told, such as "tomorrow"
     * @param toldYear whether the year itself was told
     */
    record Day(LocalDate date, boolean year, boolean toldYear) {
        /** "3 May", with the year where it was told. */
        String yearly() {
            return date.format(toldYear ? FULL : SHORT);
        }

        /** "3 May 2026". */
        String full() {
            return date.format(FULL);
        }
    }

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("a couple of", 2));
    private static final String MONTH =
            "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?";
    private static final String WEEKDAY = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private static final String COUNT = "(\\d{1,3}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten)";
    private static final String LEAD = "(?i)^(?:on |for |the |this coming |coming |it's |is |"
            + WEEKDAY.replace("(", "(?:") + ",? (?:the )?(?=\\d|" + MONTH + ")){0,4}";
    private static final Pattern DAY_MONTH =
            Pattern.compile(LEAD + "(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (" + MONTH + ")(?:,? (\\d{4})\\b)?");
    private static final Pattern MONTH_DAY =
            Pattern.compile(LEAD + "(" + MONTH + ") (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4})\\b)?");
    private static final Pattern ISO = Pattern.compile("(?i)^(?:on )?(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern FIGURES = Pattern.compile("(?i)^(?:on )?(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})\\b");
    private static final Pattern NEAR = Pattern.compile(
            "(?i)^(?:it's |is )?(today|tonight|tomorrow|yesterday|the day after tomorrow|the day before yesterday|this morning|this evening|this afternoon)\\b");
    private static final Pattern NAMED = Pattern.compile("(?i)^(?:on |it's )?(?:(this|next|last|coming|this coming) )?"
            + WEEKDAY + "\\b(?! (?:morning|evening)s)(?!s)");
    private static final Pattern DISTANCE =
            Pattern.compile("(?i)^in " + COUNT + " (day|week|month|year)s?\\b(?:'s? time)?");
    private static final Pattern AGO =
            Pattern.compile("(?i)^(?:about |around )?" + COUNT + " (day|week|month|year)s? ago\\b");
    private static final Pattern WHOLE = Pattern.compile("(?i)^(last|this) (week|month|year)\\b");
    private static final Pattern IN_MONTH =
            Pattern.compile("(?i)^(?:in|since|back in|last|this) (" + MONTH + ")(?: (?:of )?(\\d{4}))?(?! \\d)");
    private static final Pattern IN_YEAR = Pattern.compile("(?i)^(?:in|since|back in) (\\d{4})\\b");

    private final LocalDate said;

    Days(LocalDate said) {
        this.said = said;
    }

    /** The day at the beginning of the text, or null. */
    @Nullable
    Day at(String text, Direction direction) {
        try {
            return exact(text.strip(), direction);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The day that is said anywhere in the text, exact or the beginning of what is meant ("last month"), or null. */
    @Nullable
    LocalDate since(String text) {
        String[] words = text.strip().split(" ");
        for (int i = 0; i < words.length; i++) {
            String rest = String.join(" ", List.of(words).subList(i, words.length));
            LocalDate day = beginning(rest);
            if (day != null) {
                return day;
            }
        }
        return null;
    }

    private @Nullable LocalDate beginning(String text) {
        try {
            Day day = exact(text, Direction.BEHIND);
            return day == null ? vague(text) : day.date();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Day exact(String text, Direction direction) {
        Matcher m = DAY_MONTH.matcher(text);
        if (m.find()) {
            return dated(m.group(3), month(m.group(2)), Integer.parseInt(m.group(1)), direction);
        }
        m = MONTH_DAY.matcher(text);
        if (m.find()) {
            return dated(m.group(3), month(m.group(1)), Integer.parseInt(m.group(2)), direction);
        }
        m = ISO.matcher(text);
        if (m.find()) {
            return told(LocalDate.parse(m.group(1) + "-" + m.group(2) + "-" + m.group(3)));
        }
        m = FIGURES.matcher(text);
        if (m.find()) {
            return figures(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
        }
        m = NEAR.matcher(text);
        if (m.find()) {
            return follows(near(m.group(1).toLowerCase(Locale.ROOT)));
        }
        m = NAMED.matcher(text);
        if (m.find()) {
            return follows(named(m.group(1), DayOfWeek.valueOf(m.group(2).toUpperCase(Locale.ROOT)), direction));
        }
        m = DISTANCE.matcher(text);
        if (m.find() && !m.group(2).equalsIgnoreCase("month") && !m.group(2).equalsIgnoreCase("year")) {
            return follows(said.plus(number(m.group(1)), unit(m.group(2))));
        }
        m = AGO.matcher(text);
        return m.find() ? follows(said.minus(number(m.group(1)), unit(m.group(2)))) : null;
    }

    private @Nullable LocalDate vague(String text) {
        Matcher m = WHOLE.matcher(text);
        if (m.find()) {
            LocalDate in = m.group(1).equalsIgnoreCase("last") ? said.minus(1, unit(m.group(2))) : said;
            return switch (m.group(2).toLowerCase(Locale.ROOT)) {
                case "week" -> in.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case "month" -> in.withDayOfMonth(1);
                default -> in.withDayOfYear(1);
            };
        }
        m = IN_MONTH.matcher(text);
        if (m.find()) {
            int year = m.group(2) != null ? Integer.parseInt(m.group(2)) : said.getYear();
            LocalDate first = LocalDate.of(year, month(m.group(1)), 1);
            return m.group(2) == null && first.isAfter(said) ? first.minusYears(1) : first;
        }
        m = IN_YEAR.matcher(text);
        return m.find() ? LocalDate.of(Integer.parseInt(m.group(1)), 1, 1) : null;
    }

    private Day dated(@Nullable String year, Month month, int day, Direction direction) {
        if (year != null) {
            return told(LocalDate.of(Integer.parseInt(year), month, day));
        }
        LocalDate date = month == Month.FEBRUARY && day == 29
                ? LocalDate.of(leapYear(), month, day)
                : LocalDate.of(said.getYear(), month, day);
        if (direction == Direction.AHEAD && date.isBefore(said)) {
            date = date.plusYears(1);
        }
        if (direction == Direction.BEHIND && date.isAfter(said)) {
            date = date.minusYears(1);
        }
        return new Day(date, false, false);
    }

    private int leapYear() {
        int year = said.getYear();
        while (!Year.isLeap(year)) {
            year++;
        }
        return year;
    }

    private static @Nullable Day figures(int first, int second, int year) {
        if (first > 12) {
            return told(LocalDate.of(year, second, first));
        }
        if (second > 12) {
            return told(LocalDate.of(year, first, second));
        }
        return first == second ? told(LocalDate.of(year, first, second)) : null;
    }

    private static Day told(LocalDate date) {
        return new Day(date, true, true);
    }

    private static Day follows(LocalDate date) {
        return new Day(date, true, false);
    }

    private LocalDate near(String word) {
        return switch (word) {
            case "tomorrow" -> said.plusDays(1);
            case "yesterday" -> said.minusDays(1);
            case "the day after tomorrow" -> said.plusDays(2);
            case "the day before yesterday" -> said.minusDays(2);
            default -> said;
        };
    }

    private LocalDate named(@Nullable String which, DayOfWeek day, Direction direction) {
        String word = which == null ? "" : which.toLowerCase(Locale.ROOT);
        if (word.equals("last") || word.isEmpty() && direction == Direction.BEHIND) {
            return said.with(TemporalAdjusters.previous(day));
        }
        if (word.equals("next")) {
            return said.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
        }
        return said.with(TemporalAdjusters.next(day));
    }

    private static Month month(String word) {
        return Month.of(MONTHS.indexOf(word.toLowerCase(Locale.ROOT).substring(0, 3)) + 1);
    }

    private static int number(String word) {
        Integer number = NUMBERS.get(word.toLowerCase(Locale.ROOT));
        return number != null ? number : Integer.parseInt(word);
    }

    private static ChronoUnit unit(String word) {
        return ChronoUnit.valueOf(word.toUpperCase(Locale.ROOT) + "S");
    }
}
