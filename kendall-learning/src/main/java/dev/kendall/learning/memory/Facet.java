package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;
import dev.kendall.memory.Importance;
import dev.kendall.memory.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One side of a person that a memory tells: the city, an allergy. Its name is the memory's key.
 *
 * @param name 1 to 80 characters
 * @param cardinality how many values hold at once: it decides whether a new value takes the old one's place
 * @param form how values are compared
 * @param type of the memory
 * @param importance of the memory
 */
public record Facet(String name, Cardinality cardinality, Form form, MemoryType type, Importance importance) {
    /** How many values hold at once. */
    public enum Cardinality {
        /** Any number: allergies. */
        MANY,
        /** One at a time: a new value takes the old one's place. */
        ONE,
        /** One for good, such as a birthday: another value contradicts, unless it is told as a correction. */
        FIXED
    }

    /** How values are compared. */
    public enum Form {
        /** By their words. */
        TEXT,
        /** By their digits. */
        PHONE,
        /** Without case. */
        EMAIL,
        /** As days: "3 May", "3 May 1990". The one with a year tells more. */
        DATE
    }

    /** What the person is called. */
    public static final Facet NAME = fact("name", Cardinality.ONE, Importance.HIGH);
    /** How the person wants to be called. */
    public static final Facet NICKNAME = fact("nickname", Cardinality.ONE, Importance.HIGH);
    /** What the person does for a living. */
    public static final Facet JOB = fact("job", Cardinality.ONE, Importance.MEDIUM);
    /** Where the person works. */
    public static final Facet EMPLOYER = fact("employer", Cardinality.ONE, Importance.MEDIUM);
    /** Where the person lives. */
    public static final Facet CITY = fact("city", Cardinality.ONE, Importance.MEDIUM);
    /** The street address. */
    public static final Facet ADDRESS = fact("address", Cardinality.ONE, Importance.MEDIUM);
    /** Where the person comes from. */
    public static final Facet HOMETOWN = fact("hometown", Cardinality.FIXED, Importance.MEDIUM);
    /** The phone number. */
    public static final Facet PHONE =
            new Facet("phone", Cardinality.ONE, Form.PHONE, MemoryType.FACT, Importance.MEDIUM);
    /** The e-mail address. */
    public static final Facet EMAIL =
            new Facet("email", Cardinality.ONE, Form.EMAIL, MemoryType.FACT, Importance.MEDIUM);
    /** The birthday. */
    public static final Facet BIRTHDAY =
            new Facet("birthday", Cardinality.FIXED, Form.DATE, MemoryType.IMPORTANT_DATE, Importance.HIGH);
    /** The wedding day. */
    public static final Facet ANNIVERSARY =
            new Facet("anniversary", Cardinality.FIXED, Form.DATE, MemoryType.IMPORTANT_DATE, Importance.HIGH);
    /** What the person must not have. */
    public static final Facet ALLERGY = fact("allergy", Cardinality.MANY, Importance.HIGH);
    /** What the person eats: "vegetarian". */
    public static final Facet DIET = fact("diet", Cardinality.ONE, Importance.HIGH);
    /** Married, single. */
    public static final Facet MARITAL_STATUS = fact("marital status", Cardinality.ONE, Importance.MEDIUM);
    /** A language that the person speaks. */
    public static final Facet LANGUAGE = fact("language", Cardinality.MANY, Importance.MEDIUM);
    /** What the person studies. */
    public static final Facet STUDIES = fact("studies", Cardinality.ONE, Importance.MEDIUM);
    /** Something that the person likes. */
    public static final Facet LIKES =
            new Facet("likes", Cardinality.MANY, Form.TEXT, MemoryType.PREFERENCE, Importance.LOW);
    /** Something that the person dislikes. */
    public static final Facet DISLIKES =
            new Facet("dislikes", Cardinality.MANY, Form.TEXT, MemoryType.PREFERENCE, Importance.LOW);
    /** What the user asked to remember, in the user's words. */
    public static final Facet NOTE = fact("note", Cardinality.MANY, Importance.HIGH);
    /** What the user asked to be reminded of. */
    public static final Facet REMINDER =
            new Facet("reminder", Cardinality.MANY, Form.TEXT, MemoryType.REMINDER, Importance.MEDIUM);

    private static final Map<String, Facet> KNOWN = Stream.of(
                    NAME,
                    NICKNAME,
                    JOB,
                    EMPLOYER,
                    CITY,
                    ADDRESS,
                    HOMETOWN,
                    PHONE,
                    EMAIL,
                    BIRTHDAY,
                    ANNIVERSARY,
                    ALLERGY,
                    DIET,
                    MARITAL_STATUS,
                    LANGUAGE,
                    STUDIES,
                    LIKES,
                    DISLIKES,
                    NOTE,
                    REMINDER)
            .collect(Collectors.toUnmodifiableMap(Facet::name, Function.identity()));

    /** Relations in which somebody has one person at a time. */
    private static final List<String> ONE_AT_A_TIME =
            List.of("wife", "husband", "partner", "girlfriend", "boyfriend", "fiancé", "boss", "landlord");

    private static final List<String> ONE_FOR_GOOD = List.of("mother", "father");

    /** Checks the fields. */
    public Facet {
        Checks.filled("facet", name, 80);
        Objects.requireNonNull(cardinality, "cardinality");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(importance, "importance");
    }

    private static Facet fact(String name, Cardinality cardinality, Importance importance) {
        return new Facet(name, cardinality, Form.TEXT, MemoryType.FACT, importance);
    }

    /** The facet that Kendall knows under the name, else one of many values, compared by their words. */
    public static Facet named(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        Facet known = KNOWN.get(key);
        return known != null ? known : fact(key, Cardinality.MANY, Importance.MEDIUM);
    }

    /** The names of the facets that Kendall knows, sorted. */
    public static List<String> names() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    /** A thing of which somebody has one at a time: "shoe size". */
    public static Facet single(String name) {
        return fact(name, Cardinality.ONE, Importance.MEDIUM);
    }

    /** What somebody likes best of its kind: "favourite colour". */
    public static Facet favourite(String thing) {
        return new Facet("favourite " + thing, Cardinality.ONE, Form.TEXT, MemoryType.PREFERENCE, Importance.MEDIUM);
    }

    /** A day on which something is to happen: "driving test". */
    public static Facet event(String name) {
        return new Facet(name, Cardinality.ONE, Form.DATE, MemoryType.IMPORTANT_DATE, Importance.MEDIUM);
    }

    /** Who somebody is to the user: the facet is called as the relation, its values are names. */
    public static Facet relation(String relation) {
        Cardinality cardinality = ONE_AT_A_TIME.contains(relation)
                ? Cardinality.ONE
                : ONE_FOR_GOOD.contains(relation) ? Cardinality.FIXED : Cardinality.MANY;
        return new Facet(relation, cardinality, Form.TEXT, MemoryType.RELATIONSHIP, Importance.MEDIUM);
    }
}
