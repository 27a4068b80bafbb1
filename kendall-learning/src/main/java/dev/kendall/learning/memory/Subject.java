package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Whom a claim is about: the user, or a person named by the relation to the user ("sister"), by name ("Ana"), or by both.
 *
 * @param relation at most {@value #MAX_RELATION} characters, or null
 * @param name at most {@value #MAX_NAME} characters, or null
 */
public record Subject(@Nullable String relation, @Nullable String name) {
    /** The longest relation, in characters. */
    public static final int MAX_RELATION = 40;

    /** The longest name, in characters: with a relation and a facet it fits into the key of a memory. */
    public static final int MAX_NAME = 76;

    /** The user. */
    public static final Subject USER = new Subject(null, null);

    /** Checks the fields. */
    public Subject {
        Checks.filledOrNull("relation", relation, MAX_RELATION);
        Checks.filledOrNull("name", name, MAX_NAME);
    }

    /** Somebody else. */
    public static Subject person(@Nullable String relation, @Nullable String name) {
        if (relation == null && name == null) {
            throw new IllegalArgumentException("a person needs a relation or a name");
        }
        return new Subject(relation, name);
    }

    /** Whether it is the user. */
    public boolean isUser() {
        return relation == null && name == null;
    }

    /** As keys of memories name the person: "sister Ana"; empty for the user. */
    String label() {
        if (relation == null || name == null) {
            return relation != null ? relation : name != null ? name : "";
        }
        return relation + " " + name;
    }

    /** Whether it is the user: a name has no place in a log. */
    @Override
    public String toString() {
        return isUser() ? "Subject[user]" : "Subject[person]";
    }
}
