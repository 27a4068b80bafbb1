package dev.kendall.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.attributes.Attributes;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactTransitionsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static Contact contact(int id, String name) {
        return new Contact(
                UserId.of("u"),
                new ContactId(SequentialIds.id(id)),
                name,
                null,
                null,
                null,
                null,
                Set.of(),
                3,
                THEN,
                Attributes.none(),
                THEN,
                THEN,
                1);
    }

    private final Contact stored = contact(1, "John");
    private final Contact other = contact(2, "Jane");

    @Test
    void an_update_leaves_creation_time_and_the_count_of_contacts() {
        Contact changed = stored.withName("Jim").withNotes("A dentist").withTags(Set.of("family"));

        Contact updated = ContactTransitions.updated(stored, changed, NOW);

        assertThat(updated)
                .returns("Jim", Contact::name)
                .returns("A dentist", Contact::notes)
                .returns(Set.of("family"), Contact::tags)
                .returns(3, Contact::contactCount)
                .returns(THEN, Contact::lastContacted)
                .returns(THEN, Contact::created)
                .returns(NOW, Contact::updated)
                .returns(2L, Contact::version);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> ContactTransitions.updated(updated, changed, NOW))
                .withMessageStartingWith("contact " + stored.id() + " of user u is at version 2, not 1");
    }

    @Test
    void what_is_not_stored_is_not_updated() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> ContactTransitions.updated(null, stored, NOW))
                .withMessage("user u has no contact " + stored.id() + " to update");
    }

    @Test
    void phone_and_address_belong_to_one_contact() {
        Contact full = stored.withPhone("+49 30 123456").withEmail("john@example.com");
        String taken = " of contact " + stored.id() + " belongs to contact " + other.id()
                + " of user u; change or delete that one first";

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> ContactTransitions.checkUnique(full, List.of(stored, other.withPhone("+4930123456"))))
                .withMessage("the phone number" + taken);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> ContactTransitions.checkUnique(full, List.of(other.withEmail("John@Example.com"))))
                .withMessage("the e-mail address" + taken);
        assertThatCode(() -> ContactTransitions.checkUnique(full, List.of(full, other.withEmail("jane@example.com"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> ContactTransitions.checkUnique(stored, List.of(stored, other)))
                .doesNotThrowAnyException();
    }
}
