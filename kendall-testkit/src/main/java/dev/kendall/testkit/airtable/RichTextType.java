package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Markdown that is rewritten on save, so that what is read is not what was written:
 * <ul>
 *   <li>line ends become a line feed, and blanks at the end of a line go,
 *   <li>{@code *} and {@code +} before an item of a list become {@code -},
 *   <li>{@code __bold__} becomes {@code **bold**}, and {@code *italic*} becomes {@code _italic_},
 *   <li>exactly one line feed stands at the end, also of a text that was cleared or written as "": that cell is never empty again.
 * </ul>
 */
record RichTextType() implements FieldType {
    private static final Pattern LINE_END = Pattern.compile("[ \t]*\r?\n|\r");
    private static final Pattern ITEM = Pattern.compile("(?m)^([ \t]*)[*+] ");
    private static final Pattern BOLD = Pattern.compile("__([^_\n]+)__");
    private static final Pattern ITALIC = Pattern.compile("(?<![*\\\\])\\*([^*\\s][^*\n]*)\\*(?!\\*)");

    @Override
    public String name() {
        return "richText";
    }

    @Override
    public Object cleared() {
        return "\n";
    }

    @Override
    public Object parse(JsonNode given, CellWriting writing) {
        String text = TextType.stored(given, writing);
        return text == null ? "\n" : rewritten(text);
    }

    private static String rewritten(String text) {
        String lines = LINE_END.matcher(text).replaceAll("\n");
        String items = ITEM.matcher(lines).replaceAll("$1- ");
        String italic = ITALIC.matcher(items).replaceAll("_$1_");
        return BOLD.matcher(italic).replaceAll("**$1**").stripTrailing() + "\n";
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.textNode((String) value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of((String) value);
    }
}
