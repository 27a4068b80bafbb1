package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Subject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words that the rules are written with.
 *
 * <p>Rules are templates: {@code {adv}} stands for any number of adverbs, {@code {who}} for a person other than the user, and so on; what is written
 * in lower case matches either case.
 */
final class Lexicon {
    /** Words for people, and what each is kept as. */
    private static final Map<String, String> KIN = Map.ofEntries(
            Map.entry("sister", "sister"),
            Map.entry("sis", "sister"),
            Map.entry("brother", "brother"),
            Map.entry("bro", "brother"),
            Map.entry("mother", "mother"),
            Map.entry("mum", "mother"),
            Map.entry("mom", "mother"),
            Map.entry("mam", "mother"),
            Map.entry("father", "father"),
            Map.entry("dad", "father"),
            Map.entry("wife", "wife"),
            Map.entry("husband", "husband"),
            Map.entry("spouse", "partner"),
            Map.entry("partner", "partner"),
            Map.entry("girlfriend", "girlfriend"),
            Map.entry("boyfriend", "boyfriend"),
            Map.entry("fiancé", "fiancé"),
            Map.entry("fiancée", "fiancé"),
            Map.entry("fiance", "fiancé"),
            Map.entry("fiancee", "fiancé"),
            Map.entry("son", "son"),
            Map.entry("daughter", "daughter"),
            Map.entry("stepson", "stepson"),
            Map.entry("stepdaughter", "stepdaughter"),
            Map.entry("aunt", "aunt"),
            Map.entry("auntie", "aunt"),
            Map.entry("uncle", "uncle"),
            Map.entry("cousin", "cousin"),
            Map.entry("niece", "niece"),
            Map.entry("nephew", "nephew"),
            Map.entry("grandmother", "grandmother"),
            Map.entry("grandma", "grandmother"),
            Map.entry("gran", "grandmother"),
            Map.entry("nan", "grandmother"),
            Map.entry("granny", "grandmother"),
            Map.entry("grandfather", "grandfather"),
            Map.entry("grandpa", "grandfather"),
            Map.entry("granddad", "grandfather"),
            Map.entry("grandad", "grandfather"),
            Map.entry("mother-in-law", "mother-in-law"),
            Map.entry("father-in-law", "father-in-law"),
            Map.entry("sister-in-law", "sister-in-law"),
            Map.entry("brother-in-law", "brother-in-law"),
            Map.entry("friend", "friend"),
            Map.entry("colleague", "colleague"),
            Map.entry("coworker", "colleague"),
            Map.entry("co-worker", "colleague"),
            Map.entry("boss", "boss"),
            Map.entry("manager", "boss"),
            Map.entry("neighbour", "neighbour"),
            Map.entry("neighbor", "neighbour"),
            Map.entry("flatmate", "flatmate"),
            Map.entry("roommate", "flatmate"),
            Map.entry("housemate", "flatmate"),
            Map.entry("doctor", "doctor"),
            Map.entry("gp", "doctor"),
            Map.entry("dentist", "dentist"),
            Map.entry("therapist", "therapist"),
            Map.entry("vet", "vet"),
            Map.entry("landlord", "landlord"),
            Map.entry("landlady", "landlord"),
            Map.entry("accountant", "accountant"),
            Map.entry("lawyer", "lawyer"),
            Map.entry("solicitor", "lawyer"),
            Map.entry("tutor", "tutor"),
            Map.entry("coach", "coach"),
            Map.entry("trainer", "trainer"),
            Map.entry("hairdresser", "hairdresser"),
            Map.entry("barber", "barber"),
            Map.entry("plumber", "plumber"),
            Map.entry("nanny", "nanny"),
            Map.entry("babysitter", "babysitter"),
            Map.entry("dog", "dog"),
            Map.entry("puppy", "dog"),
            Map.entry("cat", "cat"),
            Map.entry("kitten", "cat"),
            Map.entry("rabbit", "rabbit"),
            Map.entry("hamster", "hamster"),
            Map.entry("parrot", "parrot"),
            Map.entry("horse", "horse"));

    /** Of whom people have many, so that without a name it is nobody. */
    private static final Set<String> NAMELESS =
            Set.of("friend", "colleague", "neighbour", "flatmate", "cousin", "aunt", "uncle", "niece", "nephew");

    /** Capitalised words that are no names. */
    private static final Set<String> NO_NAME = Set.of(
            "i",
            "i'm",
            "i've",
            "i'd",
            "i'll",
            "he",
            "she",
            "it",
            "they",
            "we",
            "you",
            "who",
            "what",
            "where",
            "when",
            "why",
            "how",
            "which",
            "this",
            "that",
            "these",
            "those",
            "there",
            "here",
            "the",
            "a",
            "an",
            "my",
            "our",
            "your",
            "his",
            "her",
            "their",
            "everyone",
            "everybody",
            "nobody",
            "someone",
            "somebody",
            "anyone",
            "no",
            "yes",
            "ok",
            "okay",
            "hi",
            "hello",
            "hey",
            "and",
            "but",
            "so",
            "if",
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
            "today",
            "tomorrow",
            "yesterday",
            "now",
            "also",
            "please",
            "actually",
            "sorry",
            "then",
            "still",
            "once",
            "everything",
            "nothing",
            "one",
            "two",
            "mine",
            "its",
            "in",
            "on",
            "at",
            "for",
            "with",
            "from",
            "of",
            "to",
            "not",
            "never",
            "maybe",
            "just",
            "some",
            "all",
            "both",
            "neither",
            "either",
            "most",
            "many",
            "is",
            "was",
            "are",
            "does",
            "did",
            "do",
            "has",
            "had",
            "remember",
            "update",
            "note",
            "thanks",
            "thank",
            "work",
            "home",
            "english",
            "german",
            "french",
            "spanish",
            "italian",
            "british",
            "american",
            "irish",
            "scottish",
            "welsh",
            "canadian",
            "australian",
            "indian",
            "chinese",
            "japanese",
            "polish",
            "portuguese",
            "dutch",
            "greek",
            "turkish",
            "russian",
            "swedish",
            "jewish",
            "muslim",
            "christian",
            "catholic",
            "vegan",
            "vegetarian",
            "am",
            "pm",
            "uk",
            "usa",
            "us",
            "eu",
            "ceo",
            "cto",
            "hr",
            "it's");

    static final String NAME_WORD = "\\p{Lu}[\\p{L}]*(?:['-]\\p{Lu}?[\\p{L}]+){0,3}";
    private static final String TITLE = "(?:(?:Dr|Mr|Mrs|Ms|Prof|Miss)\\.? )?";

    /** A name: up to three capitalised words. Whether the words are a name is for {@link #name}. */
    static final String NAME = TITLE + NAME_WORD + "(?: " + NAME_WORD + "){0,2}";

    private static final String KIN_WORDS = String.join(
            "|", KIN.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList());
    private static final String KIN_ADJECTIVES =
            "(?:(?i:older|younger|elder|eldest|oldest|youngest|little|big|baby|twin|best|good|old|dear|close|new|current|lovely|only|middle|first|family|next-door|long-time|other) ){0,6}";
    private static final String ADVERBS =
            "(?:(?i:now|currently|actually|just|still|really|also|already|recently|finally|officially|both|definitely|presently|have been|as of now|as you know|happily|very|so|quite|literally|always|first) ){0,6}";
    private static final String OTHER = "(?:(?<![\\w'-])(?i:my|our) (?<adj>" + KIN_ADJECTIVES + ")(?<rel>(?i:"
            + KIN_WORDS + "))(?![\\w-])(?:,? (?<name>" + NAME
            + ")(?:,(?= ))?)?|(?<![\\w'])(?<pronoun>(?i:she|he)\\b)|(?<![\\w'.-])(?<bare>" + NAME + "))";

    private Lexicon() {}

    /** The pattern that a template stands for. */
    static Pattern rule(String template) {
        String pattern = template.replace("{adv}", ADVERBS)
                .replace("{I}", "(?<![\\w'])(?i:I|we)")
                .replace("{I'm}", "(?<![\\w'])(?i:I'm|I am|im|we're|we are)")
                .replace("{I've}", "(?<![\\w'])(?i:I've|I have|we've|we have|I|we)")
                .replace("{my}", "(?<![\\w'])(?i:my|our)")
                .replace("{who}", OTHER)
                .replace("{is}", "(?:'s| is)")
                .replace("{has}", "(?:'s| has)?")
                .replace("{kin}", "(?<adj>" + KIN_ADJECTIVES + ")(?<rel>(?i:" + KIN_WORDS + "))(?![\\w-])")
                .replace(
                        "{kins}",
                        "(?<adj>" + KIN_ADJECTIVES + ")(?<rel>(?i:" + KIN_WORDS + "|kid|child))(?i:s|ren)(?![\\w-])")
                .replace("{name}", NAME)
                .replace("{rest}", "(?<rest>.*)");
        return Pattern.compile(pattern);
    }

    /** The relation that a word stands for, or null when it stands for none. */
    static @Nullable String relation(String word) {
        return KIN.get(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the relation alone says who is meant. */
    static boolean isTelling(String relation) {
        return !NAMELESS.contains(relation);
    }

    /** The name at the beginning of the capitalised words, or null where they are none, or longer than names are. */
    static @Nullable String name(@Nullable String words) {
        if (words == null) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        for (String word : words.split(" ")) {
            String bare = word.replaceAll("'s$", "");
            if (NO_NAME.contains(bare.toLowerCase(Locale.ROOT).replaceAll("'.*$", ""))) {
                break;
            }
            name.append(name.isEmpty() ? "" : " ").append(bare);
            if (!bare.equals(word)) {
                break;
            }
        }
        return name.isEmpty() || name.length() > Subject.MAX_NAME ? null : name.toString();
    }
}
