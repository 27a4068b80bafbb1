package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CONTACTS;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contacts. No two of a user share a phone number or an e-mail address. */
final class ContactImport implements Importing<Contact> {
    private static final String STORED = "select c.version, c.updated, k.n"
            + " from unnest($keys) with ordinality as k (user_id, contact_id, n)"
            + " join {s}.contacts c on c.user_id = k.user_id and c.contact_id = k.contact_id";

    private static final String BY_PHONE = "select c.contact_id, k.n"
            + " from unnest($keys) with ordinality as k (user_id, contact_id, phone, n)"
            + " join {s}.contacts c on c.user_id = k.user_id and c.phone = k.phone and c.contact_id <> k.contact_id";

    private static final String BY_EMAIL = "select c.contact_id, k.n"
            + " from unnest($keys) with ordinality as k (user_id, contact_id, email_key, n)"
            + " join {s}.contacts c on c.user_id = k.user_id and c.email_key = k.email_key and c.contact_id <> k.contact_id";

    private static final String DELETED = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, entity_id, n) where " + Tombstones.of("'CONTACT'");

    private final CopyTable<Contact> table;

    ContactImport(Backend backend) {
        this.table = new CopyTable<>(backend, List.of(CONTACTS.USER_ID, CONTACTS.CONTACT_ID), ContactRow::columns);
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.CONTACTS;
    }

    @Override
    public EntityRef ref(Contact contact) {
        return EntityRef.of(contact.user(), contact.id());
    }

    private record Phone(UserId user, String number) {}

    private record Email(UserId user, String key) {}

    @Override
    public List<?> keys(Contact contact) {
        return keysOf(contact);
    }

    /** Its id, its phone number and its e-mail address, none of which two contacts of a user share. */
    static List<?> keysOf(Contact contact) {
        List<Object> keys = new ArrayList<>();
        keys.add(EntityRef.of(contact.user(), contact.id()));
        if (contact.phone() != null) {
            keys.add(new Phone(contact.user(), contact.phone()));
        }
        String email = emailKey(contact);
        if (email != null) {
            keys.add(new Email(contact.user(), email));
        }
        return keys;
    }

    static @Nullable String emailKey(Contact contact) {
        return contact.email() == null ? null : Contact.emailKey(contact.email());
    }

    @Override
    public int weight(Contact contact) {
        return contact.notes() == null ? 0 : contact.notes().length();
    }

    private static RowVersion version(Contact contact) {
        return new RowVersion(contact.version(), contact.updated());
    }

    @Override
    public void store(Chunk<Contact> chunk) throws SQLException {
        chunk.ensureUsers();
        Map<Contact, RowVersion> stored =
                chunk.lookUp(chunk.rows(), STORED, List.of(chunk.userColumn(), id()), RowVersion::read);
        Set<Contact> deleted = chunk.deleted(
                chunk.rows().stream()
                        .filter(contact -> !stored.containsKey(contact))
                        .toList(),
                DELETED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", contact -> contact.id().toString())));
        Chunk.Fates<Contact> fates = chunk.fates(
                chunk.rowsWithout(deleted),
                stored,
                (contact, known) -> version(contact).isNewerThan(known));
        List<Contact> free = withoutTaken(chunk, fates.toStore());
        List<Contact> fresh = fates.only(Chunk.Fate.INSERT, free);
        List<Contact> newer = fates.only(Chunk.Fate.REPLACE, free);
        // First what gives phone numbers and addresses up: nobody else in the chunk has them.
        table.replace(chunk.session(), newer);
        table.insert(chunk.session(), fresh);
        chunk.replaced(newer);
        chunk.inserted(fresh);
    }

    private static Chunk.Column<Contact> id() {
        return new Chunk.Column<>("uuid", contact -> contact.id().value());
    }

    /** Those whose phone number and e-mail address no other contact has. When that one is in the chunk too, it may give them up: the row waits. */
    private static List<Contact> withoutTaken(Chunk<Contact> chunk, List<Contact> wanted) throws SQLException {
        Map<Contact, ContactId> byPhone = chunk.lookUp(
                wanted,
                BY_PHONE,
                List.of(chunk.userColumn(), id(), new Chunk.Column<>("text", Contact::phone)),
                row -> new ContactId(Columns.uuid(row, 1)));
        Map<Contact, ContactId> byEmail = chunk.lookUp(
                wanted,
                BY_EMAIL,
                List.of(chunk.userColumn(), id(), new Chunk.Column<>("text", ContactImport::emailKey)),
                row -> new ContactId(Columns.uuid(row, 1)));
        List<Contact> free = new ArrayList<>();
        for (Contact contact : wanted) {
            ContactId holder = byPhone.getOrDefault(contact, byEmail.get(contact));
            if (holder == null) {
                free.add(contact);
                continue;
            }
            boolean phone = byPhone.containsKey(contact);
            ImportReject.Reason reason = phone ? ImportReject.Reason.PHONE_TAKEN : ImportReject.Reason.EMAIL_TAKEN;
            String detail = (phone ? "the phone number" : "the e-mail address") + " belongs to contact " + holder;
            EntityRef other = EntityRef.of(contact.user(), holder);
            if (wanted.stream()
                    .anyMatch(row -> EntityRef.of(row.user(), row.id()).equals(other))) {
                chunk.defer(contact, other, reason, detail);
            } else {
                chunk.reject(contact, reason, detail);
            }
        }
        return free;
    }
}
