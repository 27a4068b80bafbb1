package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Whom a claim is about: the user, or a person named by the relation to the user ("sister"), by name ("Ana"), or by both.
 *
 * @param relation at most 40 characters, or null
 * @param name at most 80 characters, or null
 */
public record Subject(@Nullable String relation, @Nullable String name) {
    /** The user. */
    public static final Subject USER = new Subject(null, null);

    /** Checks the fields. */
    public Subject {
        Checks.filledOrNull("relation", relation, 40);
        Checks.filledOrNull("name", name, 80);
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
