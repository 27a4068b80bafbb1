package dev.kendall.testkit.airtable;

/** A parsed formula, or a part of one. */
@FunctionalInterface
interface Expression {
    FormulaValue in(RowView row);
}
