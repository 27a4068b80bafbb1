package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CONTACTS;

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
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PostgresContactStore implements ContactStore {
    private static final String LISTING = "contacts";

    private final Access access;
    private final String select;
    private final String region;

    PostgresContactStore(Access access) {
        this.access = access;
        this.select = access.sql("select " + ContactRow.columns("c") + " from {s}.contacts c where c.user_id = ");
        this.region = access.sql("select region from {s}.users where user_id = ");
    }

    @Override
    public Contact upsert(UserId user, NewContact contact) {
        return access.write("store a contact of user " + user, Access.Repeat.UNSAFE, session -> {
            Instant now = session.now();
            ContactUpsert upsert = new ContactUpsert(contact, locked(session, user, contact, now));
            List<Contact> candidates = candidates(session, user, upsert);
            Optional<Contact> meant = upsert.match(candidates);
            if (meant.isPresent()) {
                Contact merged = upsert.mergeInto(meant.get(), candidates, now);
                if (merged != meant.get()) {
                    put(session, merged);
                }
                return merged;
            }
            Contact created = upsert.create(user, new ContactId(session.newId()), now);
            insert(session, created);
            return created;
        });
    }

    /** The profile of the user, who is locked, and is not created by a contact that is refused. */
    private static Profile locked(Session session, UserId user, NewContact contact, Instant now) throws SQLException {
        Optional<User> owner = session.lock(user);
        if (owner.isPresent()) {
            return owner.get().profile();
        }
        if (contact.phone() != null) {
            PhoneNumbers.normalise(contact.phone(), null);
        }
        return session.ensure(user, now).user().profile();
    }

    /** Whoever shares phone, e-mail or name. */
    private List<Contact> candidates(Session session, UserId user, ContactUpsert upsert) throws SQLException {
        Sql query = Sql.of(select).bind(user.value()).add(" and (c.name_key = ").bind(upsert.nameKey());
        if (upsert.phone() != null) {
            query.add(" or c.phone = ").bind(upsert.phone());
        }
        if (upsert.emailKey() != null) {
            query.add(" or c.email_key = ").bind(upsert.emailKey());
        }
        return session.list(query.add(") order by c.name_key, c.contact_id"), ContactRow::read);
    }

    @Override
    public Contact update(Contact contact) {
        UserId user = contact.user();
        return access.write("update contact " + contact.id() + " of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            Contact stored = find(session, user, contact.id()).orElse(null);
            Contact updated = ContactTransitions.updated(stored, contact, session.now());
            ContactTransitions.checkUnique(updated, sharing(session, updated));
            put(session, updated);
            return updated;
        });
    }

    /** The first other contact that has the phone number or the e-mail address. */
    private List<Contact> sharing(Session session, Contact contact) throws SQLException {
        String email = contact.email() == null ? null : Contact.emailKey(contact.email());
        Sql query = Sql.of(select)
                .bind(contact.user().value())
                .add(" and c.contact_id <> ")
                .bind(contact.id().value())
                .add(" and (c.phone = ")
                .bindNullable(contact.phone())
                .add("::text or c.email_key = ")
                .bindNullable(email)
                .add("::text) order by c.name_key, c.contact_id limit 1");
        return session.list(query, ContactRow::read);
    }

    private static void insert(Session session, Contact contact) {
        session.dsl().insertInto(CONTACTS).set(ContactRow.columns(contact)).execute();
    }

    private static void put(Session session, Contact contact) {
        session.dsl()
                .update(CONTACTS)
                .set(ContactRow.content(contact))
                .where(
                        CONTACTS.USER_ID.eq(contact.user().value()),
                        CONTACTS.CONTACT_ID.eq(contact.id().value()))
                .execute();
    }

    private Optional<Contact> find(Session session, UserId user, ContactId id) throws SQLException {
        return session.find(
                Sql.of(select).bind(user.value()).add(" and c.contact_id = ").bind(id.value()), ContactRow::read);
    }

    @Override
    public Optional<Contact> find(UserId user, ContactId id) {
        return access.read("find contact " + id + " of user " + user, user, session -> find(session, user, id));
    }

    @Override
    public Optional<Contact> findByPhone(UserId user, String phone) {
        return access.read("find a contact of user " + user + " by phone", user, session -> {
            Optional<String> userRegion = session.find(
                            Sql.of(region).bind(user.value()), row -> Optional.ofNullable(row.getString(1)))
                    .flatMap(found -> found);
            Optional<String> number = PhoneNumbers.tryNormalise(phone, userRegion.orElse(null));
            return number.isEmpty()
                    ? Optional.empty()
                    : session.find(
                            Sql.of(select)
                                    .bind(user.value())
                                    .add(" and c.phone = ")
                                    .bind(number.get()),
                            ContactRow::read);
        });
    }

    @Override
    public Optional<Contact> findByEmail(UserId user, String email) {
        Sql query = Sql.of(select).bind(user.value()).add(" and c.email_key = ").bind(Contact.emailKey(email));
        return access.read(
                "find a contact of user " + user + " by e-mail",
                user,
                session -> session.find(query, ContactRow::read));
    }

    @Override
    public List<Contact> listByName(UserId user, String name) {
        Sql query = Sql.of(select)
                .bind(user.value())
                .add(" and c.name_key = ")
                .bind(Contact.nameKey(name))
                .add(" order by c.contact_id");
        return access.read(
                "list contacts of user " + user + " by name", user, session -> session.list(query, ContactRow::read));
    }

    /** The sort key. */
    private record Place(String name, UUID id) {
        static Place of(List<String> key) {
            return new Place(key.get(0), UUID.fromString(key.get(1)));
        }
    }

    @Override
    public Page<Contact> list(UserId user, PageRequest request) {
        Place after = Keys.read(request.after(), LISTING, 2, Place::of);
        Sql query = Sql.of(select).bind(user.value());
        if (after != null) {
            query.add(" and (c.name_key, c.contact_id) > (")
                    .bind(after.name())
                    .add(", ")
                    .bind(after.id())
                    .add(")");
        }
        query.add(" order by c.name_key, c.contact_id limit ").bind(request.limit() + 1);
        List<Contact> rows = access.read(
                "list the contacts of user " + user, user, session -> session.list(query, ContactRow::read));
        return Page.of(
                rows,
                request.limit(),
                contact -> Cursor.of(
                        LISTING, Contact.nameKey(contact.name()), contact.id().toString()));
    }

    @Override
    public boolean delete(UserId user, ContactId id) {
        return access.write("delete contact " + id + " of user " + user, Access.Repeat.UNSAFE, session -> {
            if (session.lock(user).isEmpty()) {
                return false;
            }
            int deleted = session.dsl()
                    .deleteFrom(CONTACTS)
                    .where(CONTACTS.USER_ID.eq(user.value()), CONTACTS.CONTACT_ID.eq(id.value()))
                    .execute();
            if (deleted > 0) {
                ExternalIds.removeAllOf(session, user, "CONTACT", List.of(id.toString()));
                Tombstones.add(session, user, "CONTACT", id.toString());
            }
            return deleted > 0;
        });
    }
}
