package dev.kendall.store.postgres;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

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
}
