package dev.kendall.cutover;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class DualContactStore implements ContactStore {
    private final DualAccess access;

    DualContactStore(DualAccess access) {
        this.access = access;
    }

    /** Who is meant is known only when it is stored. */
    @Override
    public Contact upsert(UserId user, NewContact contact) {
        return access.write(new Write<>(
                user,
                Set.of(new Scope.Kind(user, EntityKind.CONTACT)),
                stores -> stores.contacts().upsert(user, contact),
                stored -> scope(user, stored.id())));
    }

    @Override
    public Contact update(Contact contact) {
        UserId user = contact.user();
        return access.write(Write.of(
                user, scope(user, contact.id()), stores -> stores.contacts().update(contact)));
    }

    @Override
    public Optional<Contact> find(UserId user, ContactId id) {
        return access.read(user, Part.CONTACTS, stores -> stores.contacts().find(user, id));
    }

    @Override
    public Optional<Contact> findByPhone(UserId user, String phone) {
        return access.read(user, Part.CONTACTS, stores -> stores.contacts().findByPhone(user, phone));
    }

    @Override
    public Optional<Contact> findByEmail(UserId user, String email) {
        return access.read(user, Part.CONTACTS, stores -> stores.contacts().findByEmail(user, email));
    }

    @Override
    public List<Contact> listByName(UserId user, String name) {
        return access.read(user, Part.CONTACTS, stores -> stores.contacts().listByName(user, name));
    }

    @Override
    public Page<Contact> list(UserId user, PageRequest request) {
        return access.read(user, Part.CONTACTS, stores -> stores.contacts().list(user, request));
    }

    @Override
    public boolean delete(UserId user, ContactId id) {
        return access.write(
                Write.of(user, scope(user, id), stores -> stores.contacts().delete(user, id)));
    }

    private static Set<Scope> scope(UserId user, ContactId id) {
        return Set.of(new Scope.Row(EntityRef.of(user, id)));
    }
}
