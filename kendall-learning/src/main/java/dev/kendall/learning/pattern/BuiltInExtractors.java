package dev.kendall.learning.pattern;

import java.util.List;

/**
 * The extractors that Kendall brings along. None of them needs a model, and all give the same for the same window.
 */
public final class BuiltInExtractors {
    private BuiltInExtractors() {}

    /** All of them. */
    public static List<PatternExtractor> all() {
        return List.of(routines(), activeHours(), preferredContacts(), statedPreferences(), topics());
    }

    /**
     * "routines": what is done every day, on days of the week or on a day of the month, with a contact or alone, at its usual time
     * where it has one. Regularity is tested against chance in the user's zone; what stopped is found as retired.
     */
    public static PatternExtractor routines() {
        return new RoutineExtractor();
    }

    /** "active_hours": the hours of the day, eight at most, in which the user nearly always writes. */
    public static PatternExtractor activeHours() {
        return new ActiveHoursExtractor();
    }

    /** "preferred_contacts": whom the user is mostly in touch with, and how with each. */
    public static PatternExtractor preferredContacts() {
        return new PreferredContactExtractor();
    }

    /** "stated_preferences": likes, dislikes and instructions in the user's own words, by English grammar. */
    public static PatternExtractor statedPreferences() {
        return new StatedPreferenceExtractor();
    }

    /** "topics": what a large part of the user's messages is about, over weeks. */
    public static PatternExtractor topics() {
        return new TopicExtractor();
    }
}
