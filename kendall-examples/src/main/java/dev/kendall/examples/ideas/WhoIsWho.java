package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.NewContact;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.io.PrintStream;

/** Contacts: one person told twice is one contact, two people of one name are two, and who is named belongs to the turn. */
public final class WhoIsWho {
    private WhoIsWho() {}

    /** Runs it; it needs no model. */
    public static void main(String[] arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (Kendall kendall = Kendall.open(InMemoryStorage.create())) {
            UserId user = UserId.of("u-42");
            kendall.storage().users().save(user, Profile.builder().region("GB").build());
            ContactStore contacts = kendall.storage().contacts();
            contacts.upsert(
                    user,
                    NewContact.named("John Hale").withPhone("020 7946 0018").withRelationship("brother"));
            Contact john = contacts.upsert(
                    user, NewContact.named("John").withPhone("+44 20 7946 0018").withNotes("mornings only"));
            contacts.upsert(
                    user,
                    NewContact.named("John Hale").withPhone("020 7946 0999").withRelationship("plumber"));

            out.println(john.name() + ", " + john.relationship() + ", " + john.phone() + ", " + john.notes());
            out.println("Called John Hale: "
                    + contacts.listByName(user, "john hale").size());
            kendall.turn(user, ThreadId.of("web-7"), "Ring John Hale about the tap")
                    .context()
                    .contacts()
                    .forEach(named -> out.println("Named: " + named.name() + ", " + named.relationship()));
        }
    }
}
