package dev.kendall.testkit.airtable;

import java.math.BigDecimal;
import java.time.Instant;

/** What a formula works with. A boolean is the number 1 or 0, and a list is its members joined by a comma and a blank. */
sealed interface FormulaValue {
    FormulaValue BLANK = new Blank();
    FormulaValue FAILURE = new Failure();
    FormulaValue TRUE = new Num(1);
    FormulaValue FALSE = new Num(0);

    static FormulaValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static FormulaValue of(String value) {
        return value.isEmpty() ? BLANK : new Text(value);
    }

    /** As text, for {@code &} and the functions that look into texts. */
    String text();

    /** Whether a filter lets a row through that has this result. */
    boolean holds();

    /** An empty cell, an empty text and {@code BLANK()}. */
    record Blank() implements FormulaValue {
        @Override
        public String text() {
            return "";
        }

        @Override
        public boolean holds() {
            return false;
        }
    }

    /** {@code #ERROR!}. */
    record Failure() implements FormulaValue {
        @Override
        public String text() {
            return "#ERROR!";
        }

        @Override
        public boolean holds() {
            return false;
        }
    }

    /** A text that is not empty. */
    record Text(String value) implements FormulaValue {
        @Override
        public String text() {
            return value;
        }

        @Override
        public boolean holds() {
            return true;
        }
    }

    /** A number, also NaN and the infinite ones. */
    record Num(double value) implements FormulaValue {
        @Override
        public String text() {
            return Double.isFinite(value)
                    ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                    : String.valueOf(value);
        }

        @Override
        public boolean holds() {
            return value != 0 && !Double.isNaN(value);
        }
    }

    /** A date or a moment. */
    record Moment(Instant value) implements FormulaValue {
        @Override
        public String text() {
            return Times.text(value);
        }

        @Override
        public boolean holds() {
            return true;
        }
    }
}
