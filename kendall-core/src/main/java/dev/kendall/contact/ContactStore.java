package dev.kendall.contact;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;

/** The people who matter to users. Thread-safe. */
public interface ContactStore {
    /**
     * Stores what is known of a contact: as a new one, or merged into the one that is meant. Whoever has the same phone number is
     * meant; else whoever has the same e-mail address; else whoever has the same name, when neither phone nor e-mail differ. Two
     * people of one name are never merged when either does. (CONTACT-1)
     *
     * <p>Merging removes nothing: unknown fields stay, notes are appended with the day's date in the user's zone, replaced details
     * are kept in the notes, tags are united, contacts counted. (CONTACT-2) Repeating a call that adds nothing changes nothing,
     * neither version nor time. (CONTACT-3) Any number of callers at once lose nothing and duplicate nothing. (CONTACT-4)
     *
     * @return the contact as stored
     * @throws IllegalArgumentException when the phone number is none that {@link PhoneNumbers} takes in the profile's region, or when
     *     notes, tags or attributes would outgrow their limits: shorten them with {@link #update}
     */
    Contact upsert(UserId user, NewContact contact);

    /**
     * Replaces name, phone, e-mail, relationship, notes, tags and attributes when nobody else has since {@code contact} was read.
     * (CONTACT-5)
     *
     * @return the contact as stored, with the next version; creation time and the count of contacts are never changed by this
     * @throws Conflict when the stored version is another, or phone or e-mail belong to another contact of the user
     * @throws NotFound when the user has no such contact
     */
    Contact update(Contact contact);

    /** The user's contact. (CONTACT-6) */
    Optional<Contact> find(UserId user, ContactId id);

    /** The contact with this phone number, read in the region of the profile; empty also when it is no number. (CONTACT-7) */
    Optional<Contact> findByPhone(UserId user, String phone);

    /** The contact with this e-mail address, compared without case; empty also when it is no address. (CONTACT-7) */
    Optional<Contact> findByEmail(UserId user, String email);

    /** The contacts of this name, compared without case and with single spaces; by id. (CONTACT-7) */
    List<Contact> listByName(UserId user, String name);

    /** The user's contacts, by name as it is compared in code points, ties by id. Unknown user: an empty page. (CONTACT-8) */
    Page<Contact> list(UserId user, PageRequest request);

    /**
     * Deletes a contact and its external ids for good. Patterns that name it stay. (CONTACT-9)
     *
     * @return whether it existed
     */
    boolean delete(UserId user, ContactId id);
}
