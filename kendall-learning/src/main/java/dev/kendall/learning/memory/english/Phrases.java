package dev.kendall.learning.memory.english;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes values out of the rest of a clause: where a place, a firm or a thing ends, and whether it is one. */
final class Phrases {
    /** Words that end a phrase. */
    private static final Set<String> ENDS = Set.of(
            "and",
            "but",
            "so",
            "because",
            "since",
            "until",
            "till",
            "now",
            "these",
            "any",
            "anymore",
            "nowadays",
            "currently",
            "from",
            "as",
            "with",
            "where",
            "which",
            "who",
            "when",
            "while",
            "though",
            "although",
            "then",
            "again",
            "too",
            "also",
            "btw",
            "if",
            "not",
            "instead",
            "already",
            "next",
            "last",
            "this",
            "for",
            "at",
            "in",
            "on",
            "by",
            "right",
            "recently",
            "yesterday",
            "today",
            "tomorrow",
            "or",
            "to",
            "after",
            "before",
            "during",
            "is",
            "was",
            "has",
            "had",
            "i",
            "i'm",
            "my",
            "we",
            "it's",
            "please",
            "thanks",
            "near",
            "ago",
            "temporarily",
            "permanently",
            "anyway",
            "together",
            "alone",
            "full-time",
            "part-time",
            "via",
            "whose",
            "that",
            "back",
            "about",
            "every",
            "most",
            "except",
            "actually",
            "just",
            "lately");

    private static final Pattern PLACE = Pattern.compile(
            "(?:(?:the|The) )?\\p{Lu}[\\p{L}.'-]*(?:(?: (?:upon|de|la|le|of|on|am|an der|do|da|del|the|and)){0,2} \\p{Lu}[\\p{L}.'-]*){0,5}"
                    + "(?:, \\p{Lu}[\\p{L}.'-]*(?: \\p{Lu}[\\p{L}.'-]*){0,3})?");
    private static final Pattern FIRM = Pattern.compile(
            "(?:(?:the|The|a|an) )?(?:[\\p{Lu}0-9][\\p{L}0-9.&'+-]*)(?:(?: (?:of|and|&|the|de)){0,2} [\\p{Lu}0-9&][\\p{L}0-9.&'+-]*){0,6}(?: (?:hospital|school|university|college|bank|bakery|restaurant|council|museum|library|clinic|theatre|labs?|studios?|hotel|cafe|café|bookshop|pharmacy|garage|brewery|farm))?");
    private static final Pattern LOWER_FIRM = Pattern.compile(
            "(?:the|a|an|our|my) (?:(?!and\\b|but\\b)[\\p{L}'-]+ ){0,3}(?:hospital|school|university|college|bank|bakery|restaurant|council|museum|library|clinic|theatre|lab|studio|hotel|cafe|café|bookshop|pharmacy|garage|brewery|farm|nursery|zoo|airport|post office|startup|start-up|supermarket|factory|law firm|shop|store|charity|newspaper|agency)");
    private static final Pattern PHONE = Pattern.compile("\\+?\\(?[0-9][0-9 ()./-]{5,22}[0-9]");
    private static final Pattern EMAIL = Pattern.compile("[\\p{L}0-9._%+-]+@[\\p{L}0-9-]+(?:\\.[\\p{L}0-9-]+)+");
    private static final Pattern LEADING =
            Pattern.compile("^(?:[\\s,:]|(?i:now|currently|actually|definitely|called|still|it's|it is)\\b)+");
    private static final Set<String> TIMES = Set.of(
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
            "christmas",
            "easter",
            "i");
    private static final Set<String> EMPTY_WORDS = Set.of(
            "it",
            "that",
            "this",
            "them",
            "him",
            "her",
            "you",
            "what",
            "how",
            "when",
            "where",
            "to",
            "the",
            "your",
            "those",
            "these",
            "everything",
            "nothing",
            "something",
            "anything",
            "one",
            "some",
            "all",
            "me",
            "us",
            "there",
            "here",
            "so",
            "being",
            "having",
            "his",
            "their",
            "its",
            "both",
            "either",
            "which",
            "who",
            "if",
            "a",
            "an",
            "my",
            "our",
            "she",
            "he",
            "they",
            "i",
            "we");

    private static final Set<String> NO_THING = Set.of(
            "please",
            "thanks",
            "can",
            "could",
            "just",
            "do",
            "does",
            "is",
            "are",
            "let",
            "especially",
            "no",
            "not",
            "yes",
            "though",
            "however",
            "be",
            "find",
            "sadly",
            "unfortunately",
            "luckily",
            "by",
            "believe",
            "sorry",
            "remember",
            "too",
            "very",
            "really");

    private Phrases() {}

    /** The words up to the first that ends a phrase, or punctuation; at most {@code max} words, else null. */
    static @Nullable String head(String rest, int max) {
        List<String> words = new ArrayList<>();
        for (String word : skipped(rest).split(" ")) {
            String bare = word.replaceAll("[,;:!?)…\\uFFFC]+.*$|\\.+$", "");
            if (bare.isEmpty() || ENDS.contains(bare.toLowerCase(Locale.ROOT))) {
                break;
            }
            words.add(bare);
            if (!bare.equals(word)) {
                break;
            }
        }
        return words.isEmpty() || words.size() > max ? null : String.join(" ", words);
    }

    /** A thing in at most four words, without pronouns. */
    static @Nullable String thing(String rest) {
        String head = head(rest, 4);
        if (head == null || EMPTY_WORDS.contains(head.split(" ")[0].toLowerCase(Locale.ROOT))) {
            return null;
        }
        return head;
    }

    /** A place name at the beginning. */
    static @Nullable String place(String rest) {
        return capitalised(PLACE, rest);
    }

    /** A firm's name at the beginning. */
    static @Nullable String firm(String rest) {
        String text = skipped(rest);
        String named = capitalised(FIRM, rest);
        if (named != null) {
            return named;
        }
        Matcher lower = LOWER_FIRM.matcher(text);
        return lower.lookingAt() ? lower.group().replaceFirst("^(?:a|an|our|my|the) ", "") : null;
    }

    private static @Nullable String capitalised(Pattern form, String rest) {
        Matcher found = form.matcher(skipped(rest));
        if (!found.lookingAt()) {
            return null;
        }
        String value = found.group()
                .replaceAll("(?:,? (?:and|of|the|on|for|I))+$|[.,'-]+$", "")
                .replaceAll(" (?:and|&) (?:I|I'm|I've|My|We)\\b.*$", "");
        String first = value.replaceFirst("^(?:the|The|a|an) ", "").split("[ ,.]")[0];
        return TIMES.contains(first.toLowerCase(Locale.ROOT)) || first.isEmpty() ? null : value;
    }

    /** A phone number at the beginning: seven digits at least. */
    static @Nullable String phone(String rest) {
        Matcher found = PHONE.matcher(skipped(rest));
        return found.lookingAt() && found.group().replaceAll("[^0-9]", "").length() >= 6
                ? found.group().strip()
                : null;
    }

    /** An e-mail address at the beginning. */
    static @Nullable String email(String rest) {
        Matcher found = EMAIL.matcher(skipped(rest));
        return found.lookingAt() ? found.group() : null;
    }

    /** The things of a list: "nuts, eggs and shellfish". */
    static List<String> list(String rest) {
        String text = skipped(rest).replaceAll("[.!?;:\\uFFFC].*$", "");
        List<String> items = new ArrayList<>();
        for (String part : text.split(",? (?:and|or|plus|as well as) |, ")) {
            String item = head(part.replaceFirst("^(?:and|or|also|both|to) ", ""), 4);
            if (item == null || !isThing(item)) {
                break;
            }
            items.add(item);
            boolean whole =
                    skipped(part).replaceFirst("^(?:and|or|also|both|to) ", "").split(" ").length
                            == item.split(" ").length;
            if (!whole) {
                break;
            }
        }
        return items;
    }

    private static boolean isThing(String item) {
        String first = item.split(" ")[0].toLowerCase(Locale.ROOT);
        return !EMPTY_WORDS.contains(first) && !NO_THING.contains(first) && !item.contains("n't");
    }

    /** The names of a list: "Leo, Max and Mia". */
    static List<String> names(String rest) {
        List<String> names = new ArrayList<>();
        Matcher found =
                Pattern.compile("(?:, | and |, and |^)(" + Lexicon.NAME + ")").matcher(skipped(rest));
        int at = 0;
        while (found.find() && found.start() == at) {
            String name = Lexicon.name(found.group(1));
            if (name == null) {
                break;
            }
            names.add(name);
            at = found.end();
        }
        return names;
    }

    static String skipped(String rest) {
        return LEADING.matcher(rest.strip()).replaceFirst("").strip();
    }

    /** Whether the words hold a capital or a digit: a mark of names. */
    static List<String> words(String text) {
        return Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}'-]+"));
    }
}
