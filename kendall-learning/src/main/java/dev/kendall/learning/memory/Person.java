package dev.kendall.learning.memory;

import dev.kendall.contact.Contact;
import org.jspecify.annotations.Nullable;

/**
 * Somebody around the user.
 *
 * @param label what memories' keys call the person, from the first mention on
 */
record Person(
        String label, @Nullable String relation, @Nullable String name) {
    static Person of(Subject subject) {
        return new Person(subject.label(), subject.relation(), subject.name());
    }

    /** Whether both may be one: neither the relations nor the names differ, and they share one of the two. */
    boolean mayBe(@Nullable String otherRelation, @Nullable String otherName) {
        boolean sameRelation = relation != null && otherRelation != null && relation.equalsIgnoreCase(otherRelation);
        boolean sameName = name != null && otherName != null && sameName(name, otherName);
        boolean relationsDiffer = relation != null && otherRelation != null && !sameRelation;
        boolean namesDiffer = name != null && otherName != null && !sameName;
        return (sameRelation || sameName) && !relationsDiffer && !namesDiffer;
    }

    /** Whether one name is the other, or its beginning: "Ana" and "Ana Silva". */
    static boolean sameName(String one, String other) {
        String a = Contact.nameKey(one);
        String b = Contact.nameKey(other);
        return a.equals(b) || a.startsWith(b + " ") || b.startsWith(a + " ");
    }

    /** This person with what the mention adds. */
    Person with(@Nullable String otherRelation, @Nullable String otherName) {
        String longer = name == null || otherName != null && otherName.length() > name.length() ? otherName : name;
        return new Person(label, relation != null ? relation : otherRelation, longer);
    }
}
