package dev.kendall.storage.inmemory;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/** A user's contacts, in order of names, found by id. */
record Contacts(TreePMap<ContactKey, Contact> byName, PMap<ContactId, ContactKey> keys) {
    static final Contacts EMPTY = new Contacts(TreePMap.empty(), HashTreePMap.empty());

    @Nullable
    Contact find(ContactId id) {
        ContactKey key = keys.get(id);
        return key == null ? null : byName.get(key);
    }

    /** With the contact, new or in the place of the one with its id, whatever that is called. */
    Contacts with(Contact contact) {
        ContactKey before = keys.get(contact.id());
        ContactKey after = ContactKey.of(contact);
        TreePMap<ContactKey, Contact> others = before == null ? byName : byName.minus(before);
        return new Contacts(others.plus(after, contact), keys.plus(contact.id(), after));
    }

    Contacts without(Contact contact) {
        return new Contacts(byName.minus(ContactKey.of(contact)), keys.minus(contact.id()));
    }
}
