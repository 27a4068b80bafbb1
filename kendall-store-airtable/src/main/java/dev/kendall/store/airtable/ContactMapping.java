package dev.kendall.store.airtable;

import static dev.kendall.store.airtable.AirtableField.*;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.attributes.Attributes;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.PhoneNumbers;
import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contacts. Two of one name stay two. */
final class ContactMapping implements RowMapping {
    private final @Nullable String region;

    /** @param region the country in which phone numbers without a country code are read, or null */
    ContactMapping(@Nullable String region) {
        this.region = region;
    }

    @Override
    public StoredRow fresh(Reading record) {
        String name = record.requiredText(CONTACT_NAME, 200);
        String phone = phone(record);
        String email = email(record);
        int count = count(record);
        Set<String> tags = new TreeSet<>(record.texts(CONTACT_TAGS, 100, 64));
        String relationship = record.text(CONTACT_RELATIONSHIP, 200);
        String notes = record.text(CONTACT_NOTES, Contact.MAX_NOTES);
        Instant lastContacted = record.time(CONTACT_LAST_CONTACTED);
        Instant created = record.created(CONTACT_CREATED);
        Instant updated = record.updated(CONTACT_UPDATED, created);
        Attributes attributes = record.attributes();
        return new OfContact(new Contact(
                record.user(),
                new ContactId(record.id()),
                name,
                phone,
                email,
                relationship,
                notes,
                tags,
                count,
                lastContacted,
                attributes,
                created,
                updated,
                1));
    }

    private @Nullable String phone(Reading record) {
        String phone = record.text(CONTACT_PHONE, 64);
        if (phone == null) {
            return null;
        }
        try {
            return PhoneNumbers.normalise(phone, region);
        } catch (IllegalArgumentException e) {
            record.keep(CONTACT_PHONE, "it is no phone number that says whose it is");
            return null;
        }
    }

    private static @Nullable String email(Reading record) {
        String email = record.text(CONTACT_EMAIL, 320);
        String stripped = email == null ? null : email.strip();
        if (stripped != null && (stripped.indexOf('@') < 1 || stripped.endsWith("@"))) {
            record.keep(CONTACT_EMAIL, "it is no e-mail address");
            return null;
        }
        return stripped;
    }

    private static int count(Reading record) {
        BigDecimal count = record.number(CONTACT_COUNT);
        try {
            if (count == null || count.intValueExact() >= 0) {
                return count == null ? 0 : count.intValueExact();
            }
        } catch (ArithmeticException e) {
            // Reported below.
        }
        record.keep(CONTACT_COUNT, "it is no whole number from 0 on, so 0 is taken");
        return 0;
    }

    /**
     * The contact without the phone number and the e-mail address that another contact of the user has: no two may share one. They are kept as
     * attributes.
     */
    static Contact without(Contact contact, boolean phone, boolean email, List<FieldNote> notes) {
        Contact result = contact;
        Attributes attributes = contact.attributes();
        if (phone && contact.phone() != null) {
            attributes = attributes.with(CONTACT_PHONE.defaultName(), contact.phone());
            result = result.withPhone(null);
            notes.add(new FieldNote(
                    CONTACT_PHONE.defaultName(),
                    "another contact of the user has the number; kept as the attribute 'phone'"));
        }
        if (email && contact.email() != null) {
            attributes = attributes.with(CONTACT_EMAIL.defaultName(), contact.email());
            result = result.withEmail(null);
            notes.add(new FieldNote(
                    CONTACT_EMAIL.defaultName(),
                    "another contact of the user has the address; kept as the attribute 'email'"));
        }
        return result.withAttributes(attributes);
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        Contact contact = ((OfContact) row).contact();
        Attributes attributes = contact.attributes();
        return new Cells()
                .text(CONTACT_NAME, contact.name())
                .text(CONTACT_PHONE, orKept(contact.phone(), attributes, CONTACT_PHONE))
                .text(CONTACT_EMAIL, orKept(contact.email(), attributes, CONTACT_EMAIL))
                .text(CONTACT_RELATIONSHIP, contact.relationship())
                .text(CONTACT_NOTES, contact.notes())
                .time(CONTACT_LAST_CONTACTED, contact.lastContacted())
                .number(CONTACT_COUNT, BigDecimal.valueOf(contact.contactCount()))
                .texts(CONTACT_TAGS, contact.tags())
                .time(CONTACT_CREATED, contact.created())
                .time(CONTACT_UPDATED, contact.updated())
                .values();
    }

    /** What could not be read stays in its field as it is. */
    private static @Nullable String orKept(@Nullable String value, Attributes attributes, AirtableField field) {
        return value != null ? value : attributes.findText(field.defaultName()).orElse(null);
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        Contact was = ((OfContact) stored).contact();
        Contact now = ((OfContact) fresh).contact();
        return new OfContact(new Contact(
                was.user(),
                was.id(),
                Cells.pick(fields, CONTACT_NAME, was.name(), now.name()),
                Cells.pickOrNull(fields, CONTACT_PHONE, was.phone(), now.phone()),
                Cells.pickOrNull(fields, CONTACT_EMAIL, was.email(), now.email()),
                Cells.pickOrNull(fields, CONTACT_RELATIONSHIP, was.relationship(), now.relationship()),
                Cells.pickOrNull(fields, CONTACT_NOTES, was.notes(), now.notes()),
                Cells.pick(fields, CONTACT_TAGS, was.tags(), now.tags()),
                Cells.pick(fields, CONTACT_COUNT, was.contactCount(), now.contactCount()),
                Cells.pickOrNull(fields, CONTACT_LAST_CONTACTED, was.lastContacted(), now.lastContacted()),
                kept(was.attributes(), now.attributes(), fields),
                Cells.pick(fields, CONTACT_CREATED, was.created(), now.created()),
                Cells.pick(fields, CONTACT_UPDATED, was.updated(), now.updated()),
                was.version() + 1));
    }

    private static Attributes kept(Attributes was, Attributes now, Set<AirtableField> fields) {
        List<String> names = Stream.of(CONTACT_PHONE, CONTACT_EMAIL)
                .filter(fields::contains)
                .map(AirtableField::defaultName)
                .toList();
        return Cells.taken(was, now, names);
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfContact) row).contact());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfContact(DomainJson.read(json, Contact.class));
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of("/notes", CONTACT_NOTES);
    }
}
