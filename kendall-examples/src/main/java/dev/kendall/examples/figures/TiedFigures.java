package dev.kendall.examples.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in running text that are taken from a generated table. Such a figure has a comment behind it, which readers do not see and which
 * names the block, the first cells of the row, and the column: {@code .731<!-- = locomo-dev / hybrid, in memory / R@10 -->}. The table
 * decides the value, and the text to how many places it is rounded.
 */
public final class TiedFigures {
    private static final Pattern TIED = Pattern.compile("((?:\\d[\\d,]*)?(?:\\.\\d+)?)(\\**)<!-- = ([^>]*?) -->");

    private final FigureTables tables;

    /** Figures from these tables. */
    public TiedFigures(FigureTables tables) {
        this.tables = tables;
    }

    /**
     * The page with the figures that its ties name.
     *
     * @throws IllegalArgumentException when a tie has no figure before it, or names no cell or one without a number
     */
    public String filled(String page) {
        return TIED.matcher(page).replaceAll(tie -> Matcher.quoteReplacement(filled(tie)));
    }

    private String filled(MatchResult tie) {
        String written = tie.group(1);
        if (written.isEmpty()) {
            throw new IllegalArgumentException("there is no figure before \"" + tie.group(3) + "\"");
        }
        String cell = tables.cell(Arrays.asList(tie.group(3).split(" / ")));
        return like(written, number(cell, tie.group(3))) + tie.group(2) + "<!-- = " + tie.group(3) + " -->";
    }

    /** The page without ties and the figures that they are of. */
    public static String without(String page) {
        return TIED.matcher(page).replaceAll("");
    }

    private static BigDecimal number(String cell, String source) {
        String plain = cell.replace(",", "").replaceAll("[\\s ]*%$", "");
        try {
            return new BigDecimal(plain);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + source + "\" holds no number but \"" + cell + "\"", e);
        }
    }

    /** With as many places as were written, a zero before the point where one was, and thousands set apart. */
    private static String like(String written, BigDecimal number) {
        int point = written.indexOf('.');
        int places = point < 0 ? 0 : written.length() - point - 1;
        BigDecimal rounded = number.setScale(places, RoundingMode.HALF_UP);
        String text = String.format(Locale.ROOT, "%,." + places + "f", rounded);
        return point == 0 && text.startsWith("0.") ? text.substring(1) : text;
    }
}
