package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CONTACTS;
import static org.jooq.impl.DSL.val;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactMentions;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A contact's row. */
final class ContactRow {
    private ContactRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(
                alias,
                "user_id, contact_id, name, phone, email, relationship, notes, tags, contact_count, last_contacted,"
                        + " attributes, created, updated, version");
    }

    static Contact read(ResultSet row) throws SQLException {
        Set<String> tags = new TreeSet<>(Columns.texts(row, 8));
        return new Contact(
                UserId.of(row.getString(1)),
                new ContactId(Columns.uuid(row, 2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                tags,
                row.getInt(9),
                Columns.timeOrNull(row, 10),
                AttributesConverter.read(row.getString(11)),
                Columns.time(row, 12),
                Columns.time(row, 13),
                row.getLong(14));
    }

    /** All columns. */
    static Map<Field<?>, @Nullable Object> columns(Contact contact) {
        Map<Field<?>, @Nullable Object> columns = content(contact);
        columns.put(CONTACTS.USER_ID, contact.user().value());
        columns.put(CONTACTS.CONTACT_ID, contact.id().value());
        columns.put(CONTACTS.CREATED, contact.created());
        return columns;
    }

    /** What a change of the contact changes. */
    static Map<Field<?>, @Nullable Object> content(Contact contact) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(CONTACTS.NAME, contact.name());
        columns.put(CONTACTS.NAME_KEY, Contact.nameKey(contact.name()));
        columns.put(CONTACTS.PHONE, contact.phone());
        columns.put(CONTACTS.EMAIL, contact.email());
        columns.put(CONTACTS.EMAIL_KEY, contact.email() == null ? null : Contact.emailKey(contact.email()));
        columns.put(CONTACTS.RELATIONSHIP, contact.relationship());
        columns.put(CONTACTS.NOTES, contact.notes());
        columns.put(CONTACTS.TAGS, contact.tags().toArray(String[]::new));
        columns.put(CONTACTS.CONTACT_COUNT, contact.contactCount());
        columns.put(CONTACTS.LAST_CONTACTED, contact.lastContacted());
        columns.put(CONTACTS.ATTRIBUTES, val(contact.attributes(), CONTACTS.ATTRIBUTES));
        columns.put(CONTACTS.MENTION_KEYS, ContactMentions.keys(contact.name()).toArray(String[]::new));
        columns.put(CONTACTS.UPDATED, contact.updated());
        columns.put(CONTACTS.VERSION, contact.version());
        return columns;
    }
}
