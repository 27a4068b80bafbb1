package dev.kendall.examples.figures;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures that nothing but a hand has written: on a page, outside generated blocks, code and the targets of links, numbers with a decimal
 * point; whole numbers before ×, % or a rate ("a second"); and columns of numbers.
 */
public final class UntiedFigures {
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\([^)]*\\)");
    private static final Pattern FIGURE =
            Pattern.compile("(?<![\\w.\\-])\\d[\\d,]*\\.\\d+(?![\\w]|\\.\\d)|(?<![\\w.])\\.\\d+(?!\\w)"
                    + "|(?<![\\w.,])\\d[\\d,]*(?= ?(?:×|%|a second))|---:");

    private UntiedFigures() {}

    /** What is found, each once, in order; {@code ---:} for a column of numbers. */
    public static Set<String> in(String page) {
        String text = new GeneratedBlocks(page).outside();
        text = CODE.matcher(text).replaceAll("");
        text = LINK.matcher(TiedFigures.without(text)).replaceAll("]");
        Set<String> figures = new LinkedHashSet<>();
        Matcher figure = FIGURE.matcher(text);
        while (figure.find()) {
            figures.add(figure.group());
        }
        return figures;
    }
}
