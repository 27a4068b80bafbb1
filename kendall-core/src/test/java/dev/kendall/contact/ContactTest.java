package dev.kendall.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.attributes.Attributes;
import dev.kendall.fixture.Samples;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {
    private static final NewContact JOHN = NewContact.named("John");

    private static Contact stored(String phone, int count, Instant time, long version) {
        return new Contact(
                UserId.of("u"),
                new ContactId(SequentialIds.id(1)),
                "John Smith",
                phone,
                null,
                null,
                null,
                Set.of(),
                count,
                time,
                Attributes.none(),
                time,
                time,
                version);
    }

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456789Z");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "John\0", "\uD83D"})
    void a_name_is_a_filled_text(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewContact.named(name))
                .withMessageStartingWith("contact name ");
    }

    @Test
    void texts_have_limits() {
        assertThat(NewContact.named("x".repeat(200)).name()).hasSize(200);
        assertThatIllegalArgumentException().isThrownBy(() -> NewContact.named("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withRelationship("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withNotes("x".repeat(100_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withPhone("1".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withEmail("x".repeat(315) + "@x.org"));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withTags("x".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withRelationship(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withNotes(""));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.withTags(" "));
        assertThatNullPointerException()
                .isThrownBy(() -> new NewContact(
                        "John",
                        null,
                        null,
                        null,
                        null,
                        new HashSet<>(Arrays.asList("a", null)),
                        0,
                        null,
                        Attributes.none()));
    }

    @Test
    void there_are_at_most_100_tags() {
        String[] tags = IntStream.range(0, 101).mapToObj(i -> "t" + i).toArray(String[]::new);
        assertThat(JOHN.withTags(Arrays.copyOf(tags, 100)).tags()).hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JOHN.withTags(tags))
                .withMessage("number of tags is 101; it must be from 0 to 100");
    }

    @ParameterizedTest
    @CsvSource({
        "john@example.org, john@example.org",
        "' John@Example.org ', John@Example.org",
        "a@b, a@b",
        "a@b@c, a@b@c"
    })
    void an_e_mail_address_is_kept_as_written_without_space_around(String given, String kept) {
        assertThat(JOHN.withEmail(given).email()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"john", "@example.org", "john@", "@", "", "  ", "john\0@example.org"})
    void what_is_no_e_mail_address_is_refused_without_being_quoted(String email) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JOHN.withEmail(email))
                .withMessageNotContaining("john");
    }

    @Test
    void counts_are_not_negative_and_a_call_adds_at_most_a_million() {
        assertThat(JOHN.contacted(1_000_000, null).contacts()).isEqualTo(1_000_000);
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.contacted(-1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.contacted(1_000_001, null));
        assertThatIllegalArgumentException().isThrownBy(() -> stored(null, -1, TIME, 1));
    }

    @Test
    void times_are_kept_in_microseconds() {
        Instant micros = Instant.parse("2026-03-01T10:00:00.123456Z");
        assertThat(JOHN.contactedAt(TIME).lastContacted()).isEqualTo(micros);
        assertThat(stored(null, 0, TIME, 1))
                .returns(micros, Contact::created)
                .returns(micros, Contact::updated)
                .returns(micros, Contact::lastContacted);
        assertThatIllegalArgumentException().isThrownBy(() -> JOHN.contactedAt(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> stored(null, 0, TIME, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "020 7946 0018",
                "442079460018",
                "+0442079460018",
                "+44 20",
                "+",
                "+4",
                "+1234567890123456",
                "\uFF0B44207946"
            })
    void a_stored_phone_number_is_in_e_164(String phone) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(phone, 0, TIME, 1))
                .withMessage("a stored phone number must be in E.164, such as +442079460018");
    }

    @Test
    void a_phone_number_given_to_a_stored_contact_needs_its_country_code() {
        Contact contact = stored(null, 0, TIME, 1);
        assertThat(contact.withPhone("+44 20 7946 0018").phone()).isEqualTo("+442079460018");
        assertThat(contact.withPhone("+44 20 7946 0018").withPhone(null)).isEqualTo(contact);
        assertThatIllegalArgumentException().isThrownBy(() -> contact.withPhone("020 7946 0018"));
    }

    @Test
    void each_change_of_a_contact_changes_just_that() {
        long seed = new Random().nextLong();
        Contact c = new Samples(seed).contact();
        Attributes vip = Attributes.none().with("vip", true);
        assertThat(c.withName("N")
                        .withEmail("n@x.org")
                        .withRelationship("r")
                        .withNotes("n")
                        .withTags(Set.of("t"))
                        .withAttributes(vip))
                .as("seed %d", seed)
                .isEqualTo(new Contact(
                        c.user(),
                        c.id(),
                        "N",
                        c.phone(),
                        "n@x.org",
                        "r",
                        "n",
                        Set.of("t"),
                        c.contactCount(),
                        c.lastContacted(),
                        vip,
                        c.created(),
                        c.updated(),
                        c.version()));
    }

    @ParameterizedTest
    @CsvSource({
        "John, john",
        "' JOHN   Smith', john smith",
        "'John\tSmith\n', john smith",
        "John\u00A0Smith, john smith",
        "'\u3000John\u2003\u202FSmith\u00A0', john smith",
        "JOSE\u0301, josé",
        "ÅSA, åsa"
    })
    void names_are_compared_without_case_with_single_spaces_in_one_unicode_form(String name, String key) {
        assertThat(Contact.nameKey(name)).isEqualTo(key);
    }

    @Test
    void tags_are_a_sorted_copy() {
        Set<String> tags = new HashSet<>(Set.of("b", "a"));
        Contact contact = stored(null, 0, TIME, 1).withTags(tags);
        tags.add("c");
        assertThat(contact.tags()).containsExactly("a", "b").isUnmodifiable();
    }

    @Test
    void nothing_of_the_person_shows_in_a_log() {
        assertThat(stored("+442079460018", 0, TIME, 3))
                .hasToString("Contact[u/" + SequentialIds.id(1) + ", version 3]");
        assertThat(JOHN.withPhone("+442079460018").withNotes("tea")).hasToString("NewContact[…]");
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> new Samples(i).contact().toString())
                        .collect(Collectors.joining()))
                .doesNotContain("Example.org", "+4420");
    }

    @Test
    void a_tag_given_twice_counts_once() {
        assertThat(JOHN.withTags("a", "b", "a").tags()).containsExactlyInAnyOrder("a", "b");
    }
}
