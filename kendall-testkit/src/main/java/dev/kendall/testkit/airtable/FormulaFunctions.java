package dev.kendall.testkit.airtable;

import dev.kendall.testkit.airtable.FormulaValue.Blank;
import dev.kendall.testkit.airtable.FormulaValue.Failure;
import dev.kendall.testkit.airtable.FormulaValue.Moment;
import dev.kendall.testkit.airtable.FormulaValue.Num;
import dev.kendall.testkit.airtable.FormulaValue.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The functions that formulas may call. An error in an argument is the result, in {@code OR} too. */
final class FormulaFunctions {
    /** How many arguments a function takes, and what it makes of them. */
    private record Known(int least, int most, Function<List<FormulaValue>, FormulaValue> body) {}

    private static final int ANY = Integer.MAX_VALUE;

    private static final Map<String, Known> KNOWN = Map.ofEntries(
            known("AND", 1, ANY, a -> FormulaValue.of(a.stream().allMatch(FormulaValue::holds))),
            known("OR", 1, ANY, a -> FormulaValue.of(a.stream().anyMatch(FormulaValue::holds))),
            known("NOT", 1, 1, a -> FormulaValue.of(!a.get(0).holds())),
            known("TRUE", 0, 0, a -> FormulaValue.TRUE),
            known("FALSE", 0, 0, a -> FormulaValue.FALSE),
            known("BLANK", 0, 0, a -> FormulaValue.BLANK),
            known("ERROR", 0, 0, a -> FormulaValue.FAILURE),
            known("FIND", 2, 3, a -> position(a.get(0).text(), a.get(1).text(), a)),
            known("SEARCH", 2, 3, FormulaFunctions::search),
            known("LOWER", 1, 1, a -> FormulaValue.of(a.get(0).text().toLowerCase(Locale.ROOT))),
            known("UPPER", 1, 1, a -> FormulaValue.of(a.get(0).text().toUpperCase(Locale.ROOT))),
            known("TRIM", 1, 1, a -> FormulaValue.of(a.get(0).text().strip())),
            known("LEN", 1, 1, a -> new Num(a.get(0).text().length())),
            known("VALUE", 1, 1, a -> number(a.get(0))),
            known(
                    "EXACT",
                    2,
                    2,
                    a -> FormulaValue.of(a.get(0).text().equals(a.get(1).text()))),
            known("CONCATENATE", 1, ANY, FormulaFunctions::joined),
            known("IS_AFTER", 2, 2, a -> moments(a, ChronoUnit.MILLIS, order -> order > 0)),
            known("IS_BEFORE", 2, 2, a -> moments(a, ChronoUnit.MILLIS, order -> order < 0)),
            known("IS_SAME", 2, 3, FormulaFunctions::same),
            known("DATETIME_PARSE", 1, 1, a -> parsed(a.get(0))));

    private FormulaFunctions() {}

    private static Map.Entry<String, Known> known(
            String name, int least, int most, Function<List<FormulaValue>, FormulaValue> body) {
        return Map.entry(name, new Known(least, most, body));
    }

    static Expression call(String name, List<Expression> arguments) throws FormulaSyntaxException {
        switch (name) {
            case "RECORD_ID":
                require(arguments.isEmpty());
                return row -> FormulaValue.of(row.row().id());
            case "CREATED_TIME":
                require(arguments.isEmpty());
                return row -> new Moment(row.row().createdTime());
            case "LAST_MODIFIED_TIME":
                // With fields named, Airtable looks at those alone; rows here have one time.
                require(arguments.isEmpty());
                return row -> new Moment(row.row().modifiedTime());
            case "IF":
                require(arguments.size() == 2 || arguments.size() == 3);
                return row -> chosen(row, arguments);
            default:
                Known known = KNOWN.get(name);
                if (known == null) {
                    throw new FormulaSyntaxException("This server does not know the function " + name + ".");
                }
                require(known.least() <= arguments.size() && arguments.size() <= known.most());
                return row -> applied(known, row, arguments);
        }
    }

    private static void require(boolean condition) throws FormulaSyntaxException {
        if (!condition) {
            throw FormulaSyntaxException.malformed();
        }
    }

    private static FormulaValue applied(Known known, RowView row, List<Expression> arguments) {
        List<FormulaValue> values =
                arguments.stream().map(argument -> argument.in(row)).toList();
        return values.stream().anyMatch(Failure.class::isInstance)
                ? FormulaValue.FAILURE
                : known.body().apply(values);
    }

    private static FormulaValue chosen(RowView row, List<Expression> arguments) {
        FormulaValue condition = arguments.get(0).in(row);
        if (condition instanceof Failure) {
            return condition;
        }
        if (condition.holds()) {
            return arguments.get(1).in(row);
        }
        return arguments.size() == 3 ? arguments.get(2).in(row) : FormulaValue.BLANK;
    }

    static FormulaValue joined(List<FormulaValue> parts) {
        StringBuilder text = new StringBuilder();
        for (FormulaValue part : parts) {
            if (part instanceof Failure) {
                return part;
            }
            text.append(part.text());
        }
        return FormulaValue.of(text.toString());
    }

    /** Blank counts as 0; a text or a moment is an error. */
    static FormulaValue arithmetic(FormulaValue left, FormulaValue right, DoubleBinaryOperator operator) {
        if (isNumeric(left) && isNumeric(right)) {
            return new Num(operator.applyAsDouble(asNumber(left), asNumber(right)));
        }
        return FormulaValue.FAILURE;
    }

    private static boolean isNumeric(FormulaValue value) {
        return value instanceof Num || value instanceof Blank;
    }

    private static double asNumber(FormulaValue value) {
        return value instanceof Num number ? number.value() : 0;
    }

    /** Where the text begins, from 1; 0 when it is not there. */
    private static FormulaValue position(String wanted, String in, List<FormulaValue> arguments) {
        int from = arguments.size() == 3 && arguments.get(2) instanceof Num start ? (int) start.value() : 1;
        return new Num(in.indexOf(wanted, Math.max(0, from - 1)) + 1d);
    }

    /** As FIND without regard to case, and blank when the text is not there. */
    private static FormulaValue search(List<FormulaValue> arguments) {
        String wanted = arguments.get(0).text().toLowerCase(Locale.ROOT);
        FormulaValue position = position(wanted, arguments.get(1).text().toLowerCase(Locale.ROOT), arguments);
        return position.holds() ? position : FormulaValue.BLANK;
    }

    private static FormulaValue number(FormulaValue value) {
        if (!(value instanceof Text text)) {
            return value instanceof Moment ? FormulaValue.FAILURE : value;
        }
        try {
            return new Num(Double.parseDouble(text.value().strip().replace(",", "")));
        } catch (NumberFormatException e) {
            return FormulaValue.FAILURE;
        }
    }

    private static FormulaValue parsed(FormulaValue value) {
        if (value instanceof Text text) {
            return Times.read(text.value()).<FormulaValue>map(Moment::new).orElse(FormulaValue.FAILURE);
        }
        return value instanceof Num ? FormulaValue.FAILURE : value;
    }

    private static FormulaValue same(List<FormulaValue> arguments) {
        if (arguments.size() == 2) {
            return moments(arguments, ChronoUnit.MILLIS, order -> order == 0);
        }
        String unit = arguments.get(2).text().toLowerCase(Locale.ROOT);
        ChronoUnit truncated = switch (unit) {
            case "year", "years" -> ChronoUnit.YEARS;
            case "month", "months" -> ChronoUnit.MONTHS;
            case "day", "days" -> ChronoUnit.DAYS;
            case "hour", "hours" -> ChronoUnit.HOURS;
            case "minute", "minutes" -> ChronoUnit.MINUTES;
            case "second", "seconds" -> ChronoUnit.SECONDS;
            default -> ChronoUnit.MILLIS;
        };
        return moments(arguments, truncated, order -> order == 0);
    }

    /** Compares the first two; texts are read as moments. With an empty one the answer is no. */
    private static FormulaValue moments(List<FormulaValue> arguments, ChronoUnit unit, IntPredicate wanted) {
        FormulaValue one = parsed(arguments.get(0));
        FormulaValue other = parsed(arguments.get(1));
        if (one instanceof Moment left && other instanceof Moment right) {
            int order = truncated(left.value(), unit).compareTo(truncated(right.value(), unit));
            return FormulaValue.of(wanted.test(order));
        }
        return one instanceof Failure || other instanceof Failure ? FormulaValue.FAILURE : FormulaValue.FALSE;
    }

    private static Instant truncated(Instant moment, ChronoUnit unit) {
        var utc = moment.atZone(ZoneOffset.UTC);
        return switch (unit) {
            case YEARS -> utc.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1).toInstant();
            case MONTHS -> utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
            default -> utc.truncatedTo(unit).toInstant();
        };
    }
}
