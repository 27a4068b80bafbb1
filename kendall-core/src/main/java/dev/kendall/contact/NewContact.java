package dev.kendall.contact;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a contact, to be merged into what is stored: null and empty mean "not known", never "remove".
 *
 * @param name as the user says it; 1 to 200 characters
 * @param phone as a person writes it; read in the region of the user's profile
 * @param email compared without case
 * @param notes appended to the stored notes with the day's date
 * @param tags added to the stored tags
 * @param contacts how many times the user was in touch, added to the stored count
 * @param lastContacted when last; the later of this and the stored time stays
 * @param attributes put over the stored ones, key by key
 */
public record NewContact(
        String name,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String relationship,
        @Nullable String notes,
        Set<String> tags,
        int contacts,
        @Nullable Instant lastContacted,
        Attributes attributes) {
    /** Checks the fields and copies the tags; the phone number is read on storing. */
    public NewContact {
        Checks.filled("contact name", name, 200);
        Checks.filledOrNull("phone number", phone, 64);
        email = Contact.checkedEmail(email);
        Checks.filledOrNull("relationship", relationship, 200);
        Checks.filledOrNull("notes", notes, Contact.MAX_NOTES);
        tags = Contact.checkedTags(tags);
        Checks.range("contacts", contacts, 0, 1_000_000);
        lastContacted = Checks.timeOrNull("last contacted", lastContacted);
        Objects.requireNonNull(attributes, "attributes");
    }

    /** A contact of whom only the name is known. */
    public static NewContact named(String name) {
        return new NewContact(name, null, null, null, null, Set.of(), 0, null, Attributes.none());
    }

    /** Also: this phone number. */
    public NewContact withPhone(@Nullable String phone) {
        return new NewContact(name, phone, email, relationship, notes, tags, contacts, lastContacted, attributes);
    }

    /** Also: this e-mail address. */
    public NewContact withEmail(@Nullable String email) {
        return new NewContact(name, phone, email, relationship, notes, tags, contacts, lastContacted, attributes);
    }

    /** Also: this relationship to the user. */
    public NewContact withRelationship(@Nullable String relationship) {
        return new NewContact(name, phone, email, relationship, notes, tags, contacts, lastContacted, attributes);
    }

    /** Also: these notes. */
    public NewContact withNotes(@Nullable String notes) {
        return new NewContact(name, phone, email, relationship, notes, tags, contacts, lastContacted, attributes);
    }

    /** Also: these tags. */
    public NewContact withTags(String... tags) {
        return new NewContact(
                name,
                phone,
                email,
                relationship,
                notes,
                Set.copyOf(Arrays.asList(tags)),
                contacts,
                lastContacted,
                attributes);
    }

    /** Also: the user was in touch, once, at this time. Storing it again counts again. */
    public NewContact contactedAt(Instant time) {
        return new NewContact(name, phone, email, relationship, notes, tags, 1, time, attributes);
    }

    /** Also: the user was in touch this often, last at this time. */
    public NewContact contacted(int times, @Nullable Instant last) {
        return new NewContact(name, phone, email, relationship, notes, tags, times, last, attributes);
    }

    /** Also: the host's own fields. */
    public NewContact withAttributes(Attributes attributes) {
        return new NewContact(name, phone, email, relationship, notes, tags, contacts, lastContacted, attributes);
    }

    /** Nothing of the person: a contact has no place in a log. */
    @Override
    public String toString() {
        return "NewContact[…]";
    }
}
