package dev.kendall.testkit.airtable;

import dev.kendall.testkit.airtable.FormulaValue.Blank;
import dev.kendall.testkit.airtable.FormulaValue.Failure;
import dev.kendall.testkit.airtable.FormulaValue.Moment;
import dev.kendall.testkit.airtable.FormulaValue.Num;
import dev.kendall.testkit.airtable.FormulaValue.Text;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How values compare. Blank is equal to "", to 0 and to FALSE(). Texts compare with their case. A text is never equal to a number or to a
 * moment, and to ask which of such a pair is less is an error: {@code {createdAt} > "2026-01-01"} finds nothing, DATETIME_PARSE is needed.
 */
final class FormulaComparison {
    private FormulaComparison() {}

    static FormulaValue equal(FormulaValue left, FormulaValue right) {
        if (left instanceof Failure || right instanceof Failure) {
            return FormulaValue.FAILURE;
        }
        Integer order = order(left, right);
        return FormulaValue.of(order != null && order == 0);
    }

    static FormulaValue notEqual(FormulaValue left, FormulaValue right) {
        FormulaValue equal = equal(left, right);
        return equal instanceof Failure ? equal : FormulaValue.of(!equal.holds());
    }

    static FormulaValue ordered(FormulaValue left, FormulaValue right, IntPredicate wanted) {
        Integer order = order(left, right);
        return order == null ? FormulaValue.FAILURE : FormulaValue.of(wanted.test(order));
    }

    /** Null when the two cannot be compared. */
    private static @Nullable Integer order(FormulaValue left, FormulaValue right) {
        if (left instanceof Blank && right instanceof Blank) {
            return 0;
        }
        if (left instanceof Blank && right instanceof Text) {
            return -1;
        }
        if (left instanceof Text && right instanceof Blank) {
            return 1;
        }
        if (left instanceof Text one && right instanceof Text other) {
            return one.value().compareTo(other.value());
        }
        if (left instanceof Moment one && right instanceof Moment other) {
            return one.value().compareTo(other.value());
        }
        if (left instanceof Num one && right instanceof Num other) {
            return numbers(one.value(), other.value());
        }
        if (left instanceof Num one && right instanceof Blank) {
            return numbers(one.value(), 0);
        }
        if (left instanceof Blank && right instanceof Num other) {
            return numbers(0, other.value());
        }
        return null;
    }

    /** Zero has no sign here. */
    private static int numbers(double one, double other) {
        return one == other ? 0 : Double.compare(one, other);
    }

    /** The order of a list: empty cells first, texts without their case. */
    static int sorted(FormulaValue left, FormulaValue right) {
        if (left instanceof Blank || right instanceof Blank) {
            return Boolean.compare(right instanceof Blank, left instanceof Blank);
        }
        if (left instanceof Text one && right instanceof Text other) {
            return String.CASE_INSENSITIVE_ORDER.compare(one.value(), other.value());
        }
        Integer order = order(left, right);
        return order == null ? left.text().compareTo(right.text()) : order;
    }
}
