package dev.kendall.storage.inmemory;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.ContactTransitions;
import dev.kendall.contact.ContactUpsert;
import dev.kendall.contact.NewContact;
import dev.kendall.contact.PhoneNumbers;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class InMemoryContactStore implements ContactStore {
    private static final String LISTING = "contacts";

    private final Access access;

    InMemoryContactStore(Access access) {
        this.access = access;
    }

    @Override
    public Contact upsert(UserId user, NewContact contact) {
        return access.write(draft -> {
            Instant now = access.now();
            UserState state = draft.user(user);
            Collection<Contact> known = state.contacts().values();
            ContactUpsert upsert = new ContactUpsert(contact, state.profile());
            Optional<Contact> meant = upsert.match(known);
            Contact result = meant.isPresent()
                    ? upsert.mergeInto(meant.get(), known, now)
                    : upsert.create(user, new ContactId(access.newId()), now);
            if (meant.isEmpty() || result != meant.get()) {
                draft.put(user, state.ensureUser(user, now).withContact(result));
            }
            return result;
        });
    }

    @Override
    public Contact update(Contact contact) {
        return access.write(draft -> {
            UserState state = draft.user(contact.user());
            Contact updated = ContactTransitions.updated(state.contact(contact.id()), contact, access.now());
            ContactTransitions.checkUnique(updated, state.contacts().values());
            draft.put(contact.user(), state.withContact(updated));
            return updated;
        });
    }

    private static boolean hasEmail(Contact contact, String key) {
        return contact.email() != null && Contact.emailKey(contact.email()).equals(key);
    }

    @Override
    public Optional<Contact> find(UserId user, ContactId id) {
        return access.read(draft -> Optional.ofNullable(draft.user(user).contact(id)));
    }

    @Override
    public Optional<Contact> findByPhone(UserId user, String phone) {
        return access.read(draft -> {
            UserState state = draft.user(user);
            return PhoneNumbers.tryNormalise(phone, state.profile().region())
                    .flatMap(number -> state.contacts().values().stream()
                            .filter(contact -> number.equals(contact.phone()))
                            .findFirst());
        });
    }

    @Override
    public Optional<Contact> findByEmail(UserId user, String email) {
        String key = Contact.emailKey(email);
        return access.read(draft -> draft.user(user).contacts().values().stream()
                .filter(contact -> hasEmail(contact, key))
                .findFirst());
    }

    @Override
    public List<Contact> listByName(UserId user, String name) {
        String key = Contact.nameKey(name);
        ContactKey begin = new ContactKey(key, new ContactId(new UUID(0, 0)));
        return access.read(draft -> draft.user(user).contacts().tailMap(begin).entrySet().stream()
                .takeWhile(entry -> entry.getKey().name().equals(key))
                .map(entry -> entry.getValue())
                .toList());
    }

    @Override
    public Page<Contact> list(UserId user, PageRequest request) {
        @Nullable
        ContactKey after =
                Keyset.after(request, LISTING, 2, key -> new ContactKey(key.get(0), new ContactId(Keyset.id(key))));
        return access.read(draft -> {
            var contacts = draft.user(user).contacts();
            var rest = after == null ? contacts : contacts.tailMap(after, false);
            return Keyset.page(
                    rest.values(),
                    contact -> true,
                    request,
                    contact -> Cursor.of(
                            LISTING,
                            Contact.nameKey(contact.name()),
                            contact.id().toString()));
        });
    }

    @Override
    public boolean delete(UserId user, ContactId id) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            Contact stored = state.contact(id);
            if (stored == null) {
                return false;
            }
            draft.put(user, state.withoutContact(stored));
            return true;
        });
    }
}
