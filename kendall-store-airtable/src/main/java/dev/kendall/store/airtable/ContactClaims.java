package dev.kendall.store.airtable;

import dev.kendall.contact.Contact;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.user.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which contact of a user keeps a phone number or an e-mail address that several have: the oldest record, whatever order they are read in. From one
 * pass over the contacts' table. Not thread-safe.
 */
final class ContactClaims {
    private static final Comparator<AirtableRecord> OLDEST_FIRST =
            Comparator.comparing(AirtableRecord::createdTime).thenComparing(AirtableRecord::id);

    private record Claim(UserId user, String what) {}

    private final Map<Claim, AirtableRecord> claims = new HashMap<>();

    void add(AirtableRecord record, Contact contact) {
        AirtableRecord bare = new AirtableRecord(
                record.id(), record.createdTime(), record.fields().objectNode());
        claim(contact, contact.phone(), bare);
        claim(contact, email(contact), bare);
    }

    private void claim(Contact contact, @Nullable String what, AirtableRecord record) {
        if (what != null) {
            claims.merge(new Claim(contact.user(), what), record, (a, b) -> OLDEST_FIRST.compare(a, b) <= 0 ? a : b);
        }
    }

    private static @Nullable String email(Contact contact) {
        String email = contact.email();
        return email == null ? null : Contact.emailKey(email);
    }

    /** The contact with what is its own. */
    OfContact settled(AirtableRecord record, Contact contact, List<FieldNote> notes) {
        boolean phone = isOfAnother(contact, contact.phone(), record);
        boolean email = isOfAnother(contact, email(contact), record);
        return new OfContact(ContactMapping.without(contact, phone, email, notes));
    }

    private boolean isOfAnother(Contact contact, @Nullable String what, AirtableRecord record) {
        AirtableRecord first = what == null ? null : claims.get(new Claim(contact.user(), what));
        return first != null && !first.id().equals(record.id());
    }
}
