package dev.kendall.learning.memory;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two values say the same: exactly, then normalised, then by the share of words they have in common.
 *
 * <p>Values are a sentence at most, so that the Jaccard coefficient is taken of the words themselves; MinHash only estimates it. Two values whose
 * numbers, names or qualifiers differ are never the same, however alike the rest is: "left knee" is not "right knee", 4 is not 5.
 */
final class Sameness {
    /** The least share of common words that makes two values one. */
    static final double LEAST_SHARE = 0.9;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['&+./:-][\\p{L}\\p{N}]+)*[+#]*");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}+(?:[.,:/]\\p{N}+)*");
    private static final Set<String> ARTICLES = Set.of("a", "an", "the", "my", "our");
    private static final Set<String> QUALIFIERS = Set.of(
            "not",
            "no",
            "never",
            "without",
            "only",
            "except",
            "unless",
            "but",
            "before",
            "after",
            "always",
            "sometimes",
            "left",
            "right",
            "north",
            "south",
            "east",
            "west",
            "old",
            "new",
            "former",
            "half",
            "first",
            "second",
            "last",
            "next",
            "more",
            "less",
            "am",
            "pm",
            "morning",
            "afternoon",
            "evening",
            "night",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "severe",
            "mild",
            "don't",
            "doesn't",
            "isn't",
            "can't",
            "cannot",
            "won't",
            "any",
            "all",
            "none",
            "hate",
            "love",
            "like",
            "dislike");

    private Sameness() {}

    /** Whether the two values of a facet of this form say the same. */
    static boolean same(Facet.Form form, String one, String other) {
        return one.equals(other)
                || switch (form) {
                    case PHONE -> samePhone(one, other);
                    case EMAIL -> one.strip().equalsIgnoreCase(other.strip());
                    case DATE -> words(one).equals(words(other));
                    case TEXT -> sameText(one, other);
                };
    }

    /** Whether {@code told} says what {@code known} says and more: a date with its year, a city with its country. */
    static boolean tellsMore(Facet.Form form, String told, String known) {
        String more = told.toLowerCase(Locale.ROOT);
        String less = known.toLowerCase(Locale.ROOT);
        return switch (form) {
            case DATE -> more.startsWith(less + " ");
            case TEXT -> more.startsWith(less + ", ");
            case PHONE, EMAIL -> false;
        };
    }

    private static boolean samePhone(String one, String other) {
        String a = digits(one);
        String b = digits(other);
        return a.equals(b) || national(a, b) || national(b, a);
    }

    /** Whether the first is the second with its country code in the place of the leading 0. */
    private static boolean national(String international, String national) {
        return international.startsWith("+")
                && national.startsWith("0")
                && national.length() > 6
                && international.endsWith(national.substring(1))
                && international.length() - national.length() <= 3;
    }

    private static String digits(String phone) {
        String digits = phone.replaceAll("[^0-9+]", "");
        return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    }

    private static boolean sameText(String one, String other) {
        List<String> a = words(one);
        List<String> b = words(other);
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() && b.isEmpty() && one.strip().equals(other.strip());
        }
        return a.equals(b) || share(a, b) >= LEAST_SHARE && guarded(one).equals(guarded(other));
    }

    /**
     * Whether it takes somebody who understands them to tell if two texts say the same: half of the words of the shorter are common, and none that
     * decides differs.
     */
    static boolean mayBeSame(Facet.Form form, String one, String other) {
        Set<String> common = new HashSet<>(words(one));
        Set<String> others = new HashSet<>(words(other));
        int fewer = Math.min(common.size(), others.size());
        common.retainAll(others);
        return form == Facet.Form.TEXT
                && fewer > 0
                && 2 * common.size() >= fewer
                && guarded(one).equals(guarded(other));
    }

    private static double share(List<String> one, List<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(new HashSet<>(other));
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return (double) common.size() / all.size();
    }

    /** The words that decide: numbers, names (capitals inside a text), and what turns a sentence around. */
    private static Set<String> guarded(String text) {
        Set<String> guarded = new HashSet<>();
        Matcher word = WORD.matcher(plain(text));
        for (boolean first = true; word.find(); first = false) {
            String lower = word.group().toLowerCase(Locale.ROOT);
            boolean name = !first
                    && Character.isUpperCase(word.group().charAt(0))
                    && !word.group().equals("I");
            if (name || QUALIFIERS.contains(lower) || NUMBER.matcher(lower).find()) {
                guarded.add(lower);
            }
        }
        return guarded;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(plain(text));
        while (word.find()) {
            String lower = word.group().toLowerCase(Locale.ROOT);
            if (!ARTICLES.contains(lower)) {
                words.add(lower);
            }
        }
        return words;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('’', '\'');
    }

    /** What is the same under this form, and the same for all texts that differ only in case, space and punctuation. */
    static String key(Facet.Form form, String value) {
        return switch (form) {
            case PHONE -> digits(value);
            case EMAIL -> value.strip().toLowerCase(Locale.ROOT);
            case DATE, TEXT -> {
                List<String> words = words(value);
                yield words.isEmpty() ? value.strip() : String.join(" ", words);
            }
        };
    }

    /** Whether every number of {@code value} stands in {@code text}, digits compared without what separates them. */
    static boolean numbersStandIn(String text, String value) {
        String digits = text.replaceAll("[^0-9]", "");
        return Arrays.stream(value.split("[^0-9]+")).allMatch(digits::contains);
    }
}
