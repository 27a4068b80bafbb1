package dev.kendall.testkit.differential;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.NewContact;
import dev.kendall.user.UserId;
import java.util.Optional;
import java.util.Set;

/** Calls on contacts. */
final class ContactCalls {
    private final World world;

    ContactCalls(World world) {
        this.world = world;
    }

    Call next() {
        UserId user = world.user();
        Optional<Contact> known = world.contacts.any(world.dice);
        UserId owner = known.map(contact -> world.user(contact.user())).orElse(user);
        ContactId id = known.map(Contact::id).orElseGet(world::contactId);
        return switch (world.dice.below(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> upsert(user);
            case 7, 8, 9, 10 -> known.map(this::update).orElseGet(() -> upsert(user));
            case 11 -> find(owner, id);
            case 12 -> findByPhone(owner, known.map(Contact::phone).orElseGet(world.words::phone));
            case 13 -> findByPhone(owner, world.words.phone());
            case 14 -> findByEmail(owner, known.map(Contact::email).orElseGet(world.words::email));
            case 15 -> findByEmail(owner, world.dice.chance(90) ? world.words.email() : "no address");
            case 16 -> listByName(owner, world.words.name());
            case 17 -> delete(owner, id);
            default ->
                new Listing(
                                "contacts().list",
                                (stores, request) -> stores.contacts().list(user, request),
                                user)
                        .page(world.limit());
        };
    }

    private Call upsert(UserId user) {
        NewContact contact = new NewContact(
                world.words.name(),
                world.dice.maybe(35, world.words::phone),
                world.dice.maybe(35, world.words::email),
                world.dice.maybe(30, world.words::word),
                world.dice.maybe(30, world.words::filled),
                tags(),
                world.dice.below(3),
                world.dice.maybe(30, world::time),
                world.words.attributes());
        return Call.of("contacts().upsert", stores -> stores.contacts().upsert(user, contact), user, contact);
    }

    private Set<String> tags() {
        return Set.copyOf(world.dice.some(2, world.words::word));
    }

    private Call update(Contact known) {
        Contact changed = switch (world.dice.below(6)) {
            case 0 -> known.withName(world.words.name());
            case 1 -> known.withPhone(world.dice.maybe(80, world.words::fullPhone));
            case 2 -> known.withEmail(world.dice.maybe(80, world.words::email));
            case 3 ->
                known.withRelationship(world.dice.maybe(80, world.words::word)).withTags(tags());
            case 4 -> known.withNotes(world.dice.maybe(80, world.words::filled));
            default -> known.withAttributes(world.words.attributes());
        };
        return Call.of("contacts().update", stores -> stores.contacts().update(changed), changed);
    }

    private static Call find(UserId user, ContactId id) {
        return Call.of("contacts().find", stores -> stores.contacts().find(user, id), user, id);
    }

    private static Call findByPhone(UserId user, String phone) {
        return Call.of("contacts().findByPhone", stores -> stores.contacts().findByPhone(user, phone), user, phone);
    }

    private static Call findByEmail(UserId user, String email) {
        return Call.of("contacts().findByEmail", stores -> stores.contacts().findByEmail(user, email), user, email);
    }

    private static Call listByName(UserId user, String name) {
        return Call.of("contacts().listByName", stores -> stores.contacts().listByName(user, name), user, name);
    }

    private static Call delete(UserId user, ContactId id) {
        return Call.of("contacts().delete", stores -> stores.contacts().delete(user, id), user, id);
    }
}
