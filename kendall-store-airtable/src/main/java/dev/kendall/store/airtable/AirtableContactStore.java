package dev.kendall.store.airtable;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityKind;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Contacts. Each call reads all of the user's: who is meant cannot be said in a formula. */
final class AirtableContactStore implements ContactStore {
    private final Access access;

    AirtableContactStore(Access access) {
        this.access = access;
    }

    private <R> R read(UserId user, Function<ContactStore, R> call) {
        return access.read(
                user,
                work -> call.apply(
                        work.withUser().withAll(EntityKind.CONTACT).stores().contacts()));
    }

    private <R> R write(UserId user, Function<ContactStore, R> call) {
        return access.write(user, work -> {
            R result = call.apply(
                    work.withUser().withAll(EntityKind.CONTACT).stores().contacts());
            work.store(EntityKind.USER, EntityKind.CONTACT);
            return result;
        });
    }

    @Override
    public Contact upsert(UserId user, NewContact contact) {
        return write(user, contacts -> contacts.upsert(user, contact));
    }

    @Override
    public Contact update(Contact contact) {
        return write(contact.user(), contacts -> contacts.update(contact));
    }

    @Override
    public Optional<Contact> find(UserId user, ContactId id) {
        Objects.requireNonNull(id, "id");
        return read(user, contacts -> contacts.find(user, id));
    }

    @Override
    public Optional<Contact> findByPhone(UserId user, String phone) {
        return read(user, contacts -> contacts.findByPhone(user, phone));
    }

    @Override
    public Optional<Contact> findByEmail(UserId user, String email) {
        return read(user, contacts -> contacts.findByEmail(user, email));
    }

    @Override
    public List<Contact> listByName(UserId user, String name) {
        return read(user, contacts -> contacts.listByName(user, name));
    }

    @Override
    public Page<Contact> list(UserId user, PageRequest request) {
        return read(user, contacts -> contacts.list(user, request));
    }

    @Override
    public boolean delete(UserId user, ContactId id) {
        return write(user, contacts -> contacts.delete(user, id));
    }
}
