package dev.kendall.contact;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The rules of {@link ContactStore#update}, for backends. Those of {@link ContactStore#upsert} are in {@link ContactUpsert}. */
public final class ContactTransitions {
    private ContactTransitions() {}

    /**
     * The stored contact with what {@code changed} may change, as its next version. (CONTACT-5)
     *
     * @param stored null when there is none
     * @throws Conflict when {@code changed} was read as another version
     * @throws NotFound when there is none
     */
    public static Contact updated(@Nullable Contact stored, Contact changed, Instant now) {
        if (stored == null) {
            throw new NotFound("user " + changed.user() + " has no contact " + changed.id() + " to update");
        }
        if (stored.version() != changed.version()) {
            throw Conflict.staleVersion(
                    "contact " + stored.id() + " of user " + stored.user(), stored.version(), changed.version());
        }
        return new Contact(
                stored.user(),
                stored.id(),
                changed.name(),
                changed.phone(),
                changed.email(),
                changed.relationship(),
                changed.notes(),
                changed.tags(),
                stored.contactCount(),
                stored.lastContacted(),
                changed.attributes(),
                stored.created(),
                now,
                stored.version() + 1);
    }

    /**
     * Checks that nobody else has the contact's phone number or e-mail address. (CONTACT-5)
     *
     * @param known every contact of the user that shares one of them; more, and the contact itself, do no harm
     * @throws Conflict when another contact has, naming the first
     */
    public static void checkUnique(Contact contact, Collection<Contact> known) {
        for (Contact other : known) {
            boolean samePhone = contact.phone() != null && contact.phone().equals(other.phone());
            if (!other.id().equals(contact.id()) && (samePhone || hasSameEmail(contact, other))) {
                throw new Conflict((samePhone ? "the phone number" : "the e-mail address") + " of contact "
                        + contact.id() + " belongs to contact " + other.id() + " of user " + contact.user()
                        + "; change or delete that one first");
            }
        }
    }

    private static boolean hasSameEmail(Contact contact, Contact other) {
        return contact.email() != null
                && other.email() != null
                && Contact.emailKey(contact.email()).equals(Contact.emailKey(other.email()));
    }
}
