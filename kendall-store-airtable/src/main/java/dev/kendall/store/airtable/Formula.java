package dev.kendall.store.airtable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition that Airtable evaluates row by row, put together from typed parts. Immutable.
 *
 * <p>There is no way to hand in a piece of formula as text: a text becomes a quoted literal, a name a field reference that is refused where it
 * could end early. So nothing that a user wrote can be read as anything but a text. (An unescaped {@code ", ""="} in a hand-written formula
 * matches all rows of all users.)
 */
final class Formula {
    private static final Formula RECORD_ID = new Formula("RECORD_ID()");
    private static final Formula CREATED_TIME = new Formula("CREATED_TIME()");
    private static final Formula BLANK = new Formula("BLANK()");

    private final String source;

    private Formula(String source) {
        this.source = source;
    }

    /**
     * The cell of a field, named by name or by id.
     *
     * @throws IllegalArgumentException when the name holds a brace or a control character: it could not be written without being misread
     */
    static Formula field(String name) {
        boolean plain = !name.isBlank()
                && name.chars().noneMatch(c -> c == '{' || c == '}' || c == '\\' || Character.isISOControl(c));
        if (!plain) {
            throw new IllegalArgumentException(
                    "the field name '" + name
                            + "' holds a brace, a backslash or a control character; name the field by its id, which begins with fld");
        }
        return new Formula("{" + name + "}");
    }

    /** A text, whatever it holds. The backslash is escaped first: the other escapes bring their own. */
    static Formula text(String value) {
        return new Formula('"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"');
    }

    /** A number. */
    static Formula number(BigDecimal value) {
        return new Formula(value.toPlainString());
    }

    /** A time, in milliseconds: Airtable keeps no more. */
    static Formula time(Instant value) {
        return new Formula("DATETIME_PARSE('" + value.truncatedTo(ChronoUnit.MILLIS) + "')");
    }

    /** The id of the record. */
    static Formula recordId() {
        return RECORD_ID;
    }

    /** When the record was created, in whole seconds. */
    static Formula createdTime() {
        return CREATED_TIME;
    }

    /** No value. */
    static Formula blank() {
        return BLANK;
    }

    /** Whether the two are equal. */
    static Formula eq(Formula left, Formula right) {
        return new Formula(left.source + "=" + right.source);
    }

    /** Whether the two differ. */
    static Formula ne(Formula left, Formula right) {
        return new Formula(left.source + "!=" + right.source);
    }

    /** Whether the left time is before the right one. */
    static Formula before(Formula left, Formula right) {
        return new Formula("IS_BEFORE(" + left.source + "," + right.source + ")");
    }

    /** Whether the left time is after the right one. */
    static Formula after(Formula left, Formula right) {
        return new Formula("IS_AFTER(" + left.source + "," + right.source + ")");
    }

    /** Whether the cell's text holds {@code part}; a link's text is the names of the linked rows. */
    static Formula contains(Formula cell, Formula part) {
        return new Formula("FIND(" + part.source + "," + cell.source + "&\"\")>0");
    }

    /** Whether the cell is empty, an empty text or blank alike. */
    static Formula empty(Formula cell) {
        return new Formula(cell.source + "&\"\"=\"\"");
    }

    /** Whether it does not hold. */
    static Formula not(Formula condition) {
        return new Formula("NOT(" + condition.source + ")");
    }

    /** Whether all hold; at least one must be given. */
    static Formula and(Collection<Formula> conditions) {
        return joined("AND", conditions);
    }

    /** Whether all hold. */
    static Formula and(Formula... conditions) {
        return joined("AND", List.of(conditions));
    }

    /** Whether one holds; at least one must be given. */
    static Formula or(Collection<Formula> conditions) {
        return joined("OR", conditions);
    }

    /** Whether one holds. */
    static Formula or(Formula... conditions) {
        return joined("OR", List.of(conditions));
    }

    /** Whether the cell is one of these texts, of which there must be one at least. */
    static Formula in(Formula cell, Stream<String> texts) {
        return or(texts.map(text -> eq(cell, text(text))).toList());
    }

    private static Formula joined(String function, Collection<Formula> conditions) {
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException(function + " of no conditions");
        }
        return conditions.size() == 1
                ? conditions.iterator().next()
                : new Formula(conditions.stream()
                        .map(condition -> condition.source)
                        .collect(Collectors.joining(",", function + "(", ")")));
    }

    /** As Airtable reads it. */
    String source() {
        return source;
    }

    /** The length: the texts may be personal. */
    @Override
    public String toString() {
        return "Formula[" + source.length() + " characters]";
    }
}
