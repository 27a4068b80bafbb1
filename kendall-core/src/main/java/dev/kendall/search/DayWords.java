package dev.kendall.search;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The days that a text in English names: "5 July", "May 23, 2023", "2023-05-23", "in May", "in May 2023", and, where it is known which day it is,
 * "today", "yesterday", "three weeks ago", "last week", "last Friday" and the like. A day or a month without a year means each year's. A year
 * alone names nothing: it is too long to tell messages apart.
 */
final class DayWords {
    private static final String MONTH =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
                    + "|dec(?:ember)?)\\b\\.?";
    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
    private static final String YEAR = "(?:,?\\s+(?:of\\s+)?(\\d{4}))?\\b";
    private static final Pattern DAY_MONTH = pattern("\\b" + DAY + "\\s+(?:of\\s+)?" + MONTH + YEAR);
    private static final Pattern MONTH_DAY = pattern("\\b" + MONTH + "\\s+" + DAY + "\\b" + YEAR);
    private static final Pattern ISO = pattern("\\b(\\d{4})-(\\d\\d)-(\\d\\d)\\b");
    private static final Pattern MONTH_ALONE = pattern("\\b" + MONTH + YEAR);
    /** Before "May", "march" and the like, which are other words, too. */
    private static final Pattern MONTH_FOLLOWS =
            pattern("\\b(in|of|since|during|by|until|till|last|this|next|mid|early|late)[\\s-]+$");

    private static final Pattern AGO = pattern(
            "\\b(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\\s+(day|week|month)s?\\s+ago\\b");
    private static final Pattern LAST = pattern(
            "\\b(last|past|this)\\s+(week|weekend|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b");
    private static final Pattern NAMED = pattern("\\b(today|tonight|yesterday)\\b");

    private static final Map<String, Integer> NUMBERS =
            Map.of("two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8, "nine", 9, "ten", 10);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private final List<IntFunction<Stream<DayWindow>>> yearly = new ArrayList<>();
    private final List<DayWindow> fixed = new ArrayList<>();
    private String text;

    /**
     * The days that {@code text} names.
     *
     * @param today the day on which it was said, or null where that is not known
     */
    DayWords(String text, @Nullable LocalDate today) {
        this.text = text;
        take(DAY_MONTH, found -> add(found.group(3), year -> day(year, month(found.group(2)), found.group(1))));
        take(MONTH_DAY, found -> add(found.group(3), year -> day(year, month(found.group(1)), found.group(2))));
        take(ISO, found -> add(found.group(1), year -> day(year, Integer.parseInt(found.group(2)), found.group(3))));
        take(MONTH_ALONE, this::addMonth);
        if (today != null) {
            take(AGO, found -> fixed.add(ago(today, found)));
            take(LAST, found -> fixed.add(recent(today, found)));
            take(
                    NAMED,
                    found -> fixed.add(
                            DayWindow.day(found.group(1).equalsIgnoreCase("yesterday") ? today.minusDays(1) : today)));
        }
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private interface Taking {
        void take(MatchResult found);
    }

    /** Each part of the text is taken once: the day of "5 May" is not May, too. */
    private void take(Pattern pattern, Taking taking) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (matcher.find()) {
            taking.take(matcher.toMatchResult());
            for (int i = matcher.start(); i < matcher.end(); i++) {
                rest.setCharAt(i, '|');
            }
        }
        text = rest.toString();
    }

    private void add(@Nullable String year, IntFunction<Stream<DayWindow>> windows) {
        if (year == null) {
            yearly.add(windows);
        } else {
            windows.apply(Integer.parseInt(year)).forEach(fixed::add);
        }
    }

    private void addMonth(MatchResult found) {
        String name = found.group(1);
        boolean ambiguous = name.length() == 3 || name.equalsIgnoreCase("march");
        if (found.group(2) == null
                && ambiguous
                && !MONTH_FOLLOWS.matcher(text.substring(0, found.start())).find()) {
            return;
        }
        add(found.group(2), year -> {
            LocalDate first = LocalDate.of(year, month(name), 1);
            return Stream.of(new DayWindow(first, first.plusMonths(1)));
        });
    }

    private static int month(String name) {
        return 1 + MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    }

    private static Stream<DayWindow> day(int year, int month, String day) {
        try {
            return Stream.of(DayWindow.day(LocalDate.of(year, month, Integer.parseInt(day))));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }

    private static DayWindow ago(LocalDate today, MatchResult found) {
        String number = found.group(1).toLowerCase(Locale.ROOT);
        int count = Character.isDigit(number.charAt(0)) ? Integer.parseInt(number) : NUMBERS.getOrDefault(number, 1);
        return switch (found.group(2).toLowerCase(Locale.ROOT)) {
            case "day" -> DayWindow.day(today.minusDays(count));
            case "week" ->
                new DayWindow(
                        today.minusWeeks(count).minusDays(3),
                        today.minusWeeks(count).plusDays(4));
            default ->
                new DayWindow(
                        today.minusMonths(count).minusDays(14),
                        today.minusMonths(count).plusDays(15));
        };
    }

    private static DayWindow recent(LocalDate today, MatchResult found) {
        boolean present = found.group(1).equalsIgnoreCase("this");
        LocalDate monday =
                today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(present ? 0 : 1);
        LocalDate month = today.withDayOfMonth(1).minusMonths(present ? 0 : 1);
        String unit = found.group(2).toLowerCase(Locale.ROOT);
        return switch (unit) {
            case "week" -> new DayWindow(monday, monday.plusWeeks(1));
            case "weekend" -> new DayWindow(monday.plusDays(5), monday.plusWeeks(1));
            case "month" -> new DayWindow(month, month.plusMonths(1));
            default -> {
                DayOfWeek day = DayOfWeek.valueOf(unit.toUpperCase(Locale.ROOT));
                yield DayWindow.day(
                        today.with(present ? TemporalAdjusters.nextOrSame(day) : TemporalAdjusters.previous(day)));
            }
        };
    }

    /** Whether the text names no days. */
    boolean isEmpty() {
        return yearly.isEmpty() && fixed.isEmpty();
    }

    /** The windows that matter between two years, those included. */
    List<DayWindow> windows(int first, int last) {
        Stream<DayWindow> ofYears = IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(year -> yearly.stream().flatMap(windows -> windows.apply(year)));
        return Stream.concat(fixed.stream(), ofYears).toList();
    }
}
