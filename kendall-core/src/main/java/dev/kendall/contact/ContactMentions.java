package dev.kendall.contact;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which contacts a text names. A contact is named by the whole name, without case, or by one part of it of two letters or more
 * that neither begins in lower case nor ends in a full stop, with its case ("Will" names Will Hart, "will" does not), always as whole words.
 */
public final class ContactMentions {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");

    private ContactMentions() {}

    /**
     * For backends that cannot afford to read every contact: a text that names a contact of this name has at least one of the keys among its
     * {@link #textKeys}. Not the other way round: {@link #in} decides.
     */
    public static Set<String> keys(String name) {
        Set<String> keys = new TreeSet<>();
        keys.add(firstWord(name.strip().toLowerCase(Locale.ROOT)));
        for (String part : SPACE.split(name.strip())) {
            if (isTelling(part)) {
                keys.add(firstWord(part));
            }
        }
        return keys;
    }

    /** What a text can name contacts by; see {@link #keys}. */
    public static Set<String> textKeys(String text) {
        Set<String> keys = new TreeSet<>();
        keys.add("");
        addWords(text, keys);
        addWords(text.toLowerCase(Locale.ROOT), keys);
        return keys;
    }

    private static void addWords(String text, Set<String> keys) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            keys.add(words.group());
        }
    }

    /** The first run of letters and digits; empty where a name has none. */
    private static String firstWord(String name) {
        Matcher word = WORD.matcher(name);
        return word.find() ? word.group() : "";
    }

    /** The contacts named in {@code text}, where first named, ties by id. */
    public static List<Contact> in(String text, Collection<Contact> contacts) {
        record Mention(Contact contact, int index) {}
        return contacts.stream()
                .map(contact -> new Mention(contact, firstMention(text, contact.name())))
                .filter(mention -> mention.index() >= 0)
                .sorted(Comparator.comparingInt(Mention::index)
                        .thenComparing(mention -> mention.contact().id()))
                .map(Mention::contact)
                .toList();
    }

    /** Whether {@code text} names somebody of this name. */
    public static boolean names(String text, String name) {
        return firstMention(text, name) >= 0;
    }

    private static int firstMention(String text, String name) {
        int first = indexOfWord(text.toLowerCase(Locale.ROOT), name.strip().toLowerCase(Locale.ROOT));
        for (String part : SPACE.split(name.strip())) {
            if (isTelling(part)) {
                int index = indexOfWord(text, part);
                first = first < 0 || index >= 0 && index < first ? index : first;
            }
        }
        return first;
    }

    /** "Dr." and "J." are shared by many, and "van" is a word. */
    private static boolean isTelling(String part) {
        return part.codePointCount(0, part.length()) >= 2
                && !part.endsWith(".")
                && !Character.isLowerCase(part.codePointAt(0));
    }

    private static int indexOfWord(String text, String word) {
        for (int i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) {
            boolean begins = i == 0 || !Character.isLetterOrDigit(text.codePointBefore(i));
            int end = i + word.length();
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
            if (begins && ends) {
                return i;
            }
        }
        return -1;
    }
}
