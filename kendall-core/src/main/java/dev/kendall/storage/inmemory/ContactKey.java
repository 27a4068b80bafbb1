package dev.kendall.storage.inmemory;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.internal.CodePoints;
import java.util.Comparator;

/** A contact's place in the order of names. */
record ContactKey(String name, ContactId id) implements Comparable<ContactKey> {
    private static final Comparator<ContactKey> ORDER =
            Comparator.comparing(ContactKey::name, CodePoints::compare).thenComparing(ContactKey::id);

    static ContactKey of(Contact contact) {
        return new ContactKey(Contact.nameKey(contact.name()), contact.id());
    }

    @Override
    public int compareTo(ContactKey other) {
        return ORDER.compare(this, other);
    }
}
