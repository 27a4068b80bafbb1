package dev.kendall.contact;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A person who matters to a user, as stored.
 *
 * @param name as the user says it; 1 to 200 characters
 * @param phone in E.164, or null; no two contacts of a user share one
 * @param email as written, compared without case; at most 320 characters, or null; no two contacts of a user share one
 * @param relationship "brother", "dentist"; at most 200 characters, or null
 * @param notes at most {@value #MAX_NOTES} characters, or null
 * @param tags at most 100 of at most 64 characters, sorted
 * @param contactCount how often the user was in touch with the contact, 0 or more
 * @param lastContacted when last, or null when never
 * @param attributes the host's own fields
 * @param created when the contact was first stored
 * @param updated when it last changed
 * @param version 1 at first, one more with every change
 */
public record Contact(
        UserId user,
        ContactId id,
        String name,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String relationship,
        @Nullable String notes,
        Set<String> tags,
        int contactCount,
        @Nullable Instant lastContacted,
        Attributes attributes,
        Instant created,
        Instant updated,
        long version) {
    /** The longest notes, in characters. */
    public static final int MAX_NOTES = 100_000;

    /** Checks the fields and copies the tags. */
    public Contact {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(id, "id");
        Checks.filled("contact name", name, 200);
        PhoneNumbers.checkE164(phone);
        email = checkedEmail(email);
        Checks.filledOrNull("relationship", relationship, 200);
        Checks.filledOrNull("notes", notes, MAX_NOTES);
        tags = checkedTags(tags);
        Checks.range("contact count", contactCount, 0, Integer.MAX_VALUE);
        lastContacted = Checks.timeOrNull("last contacted", lastContacted);
        Objects.requireNonNull(attributes, "attributes");
        created = Checks.time("created", created);
        updated = Checks.time("updated", updated);
        Checks.version(version);
    }

    static @Nullable String checkedEmail(@Nullable String email) {
        String stripped = email == null ? null : email.strip();
        Checks.filledOrNull("e-mail", stripped, 320);
        if (stripped != null && (stripped.indexOf('@') < 1 || stripped.endsWith("@"))) {
            throw new IllegalArgumentException("this is not an e-mail address: it needs a name, an @ and a domain");
        }
        return stripped;
    }

    static Set<String> checkedTags(Set<String> tags) {
        Checks.range("number of tags", tags.size(), 0, 100);
        tags.forEach(tag -> Checks.filled("tag", tag, 64));
        return Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    /** What two e-mail addresses are compared by: without case, without space around. */
    public static String emailKey(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** What two names are compared by: without case, with single spaces, in one Unicode form (NFC). */
    public static String nameKey(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** This contact under another name. */
    public Contact withName(String name) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    /** This contact with another phone number, which must have its country code; null for none. */
    public Contact withPhone(@Nullable String phone) {
        String number = phone == null ? null : PhoneNumbers.normalise(phone, null);
        return copy(name, number, email, relationship, notes, tags, attributes);
    }

    /** This contact with another e-mail address; null for none. */
    public Contact withEmail(@Nullable String email) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    /** This contact in another relationship; null for none. */
    public Contact withRelationship(@Nullable String relationship) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    /** This contact with other notes; null for none. */
    public Contact withNotes(@Nullable String notes) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    /** This contact with other tags. */
    public Contact withTags(Set<String> tags) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    /** This contact with other attributes. */
    public Contact withAttributes(Attributes attributes) {
        return copy(name, phone, email, relationship, notes, tags, attributes);
    }

    private Contact copy(
            String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String relationship,
            @Nullable String notes,
            Set<String> tags,
            Attributes attributes) {
        return new Contact(
                user,
                id,
                name,
                phone,
                email,
                relationship,
                notes,
                tags,
                contactCount,
                lastContacted,
                attributes,
                created,
                updated,
                version);
    }

    /** The ids only: a contact has no place in a log. */
    @Override
    public String toString() {
        return "Contact[" + user + "/" + id + ", version " + version + "]";
    }
}
