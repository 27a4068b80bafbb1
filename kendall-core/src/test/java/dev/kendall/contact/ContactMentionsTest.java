package dev.kendall.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactMentionsTest {
    private static Contact contact(int id, String name) {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        return new Contact(
                UserId.of("u"),
                new ContactId(SequentialIds.id(id)),
                name,
                null,
                null,
                null,
                null,
                Set.of(),
                0,
                null,
                Attributes.none(),
                now,
                now,
                1);
    }

    @ParameterizedTest
    @CsvSource({
        "Will Hart, 'Call Will Hart', true",
        "Will Hart, 'call will hart now', true",
        "Will Hart, 'CALL WILL HART', true",
        "Will Hart, 'Will said so', true",
        "Will Hart, 'Ask Hart.', true",
        "Will Hart, 'I will call', false",
        "Will Hart, 'Willow Hartman', false",
        "Will Hart, 'FreeWill', false",
        "Will Hart, 'Will2', false",
        "Will Hart, 'Will''s car', true",
        "Will Hart, 'Will’s car', true",
        "Will Hart, 'Willow and Will', true",
        "Will Hart, '', false",
        "mum, 'ring Mum', true",
        "mum, 'ring mum', true",
        "mum, 'a mummy', false",
        "Anna van der Berg, 'is van der there', false",
        "Anna van der Berg, 'is Berg there', true",
        "J. Doe, 'J told me', false",
        "Dr. Smith, 'I saw Dr. Jones', false",
        "Dr. Smith, 'I saw dr. smith', true",
        "Dr. Smith, 'I saw Smith', true",
        "John Smith Jr., 'Ask Bob Jr. about it', false",
        "X, 'is x here', true",
        "José Núñez, 'llama a josé núñez', true",
        "José Núñez, 'llama a José.', true",
        "José Núñez, 'Joséphine', false",
        "李 明, '李 明', true"
    })
    void a_contact_is_named_by_the_whole_name_or_by_a_part_with_its_case(String name, String text, boolean named) {
        assertThat(ContactMentions.in(text, List.of(contact(1, name)))).hasSize(named ? 1 : 0);
    }

    @Test
    void contacts_are_in_the_order_in_which_they_are_named() {
        Contact ann = contact(1, "Ann Moore");
        Contact ben = contact(2, "Ben Okri");
        Contact cid = contact(3, "Cid Campeador");

        assertThat(ContactMentions.in("Cid and Okri met Ann, then Cid and Ben left", List.of(ann, ben, cid)))
                .containsExactly(cid, ben, ann);
    }

    @Test
    void two_of_one_name_are_both_named_in_order_of_their_ids() {
        Contact one = contact(1, "John Smith");
        Contact two = contact(2, "John Jones");

        assertThat(ContactMentions.in("Ring John", List.of(two, one))).containsExactly(one, two);
        assertThat(ContactMentions.in("Ring John Jones", List.of(one, two))).containsExactly(one, two);
    }

    @Test
    void nobody_is_named_where_there_is_nobody() {
        assertThat(ContactMentions.in("Ring John", List.of())).isEmpty();
    }
}
