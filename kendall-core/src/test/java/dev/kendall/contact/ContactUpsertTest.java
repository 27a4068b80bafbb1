package dev.kendall.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.attributes.Attributes;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactUpsertTest {
    private static final UserId USER = UserId.of("u");
    private static final Instant CREATED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T23:30:00Z");
    private static final Profile LONDON =
            Profile.builder().zone(ZoneId.of("Europe/London")).region("GB").build();
    private static final Profile TOKYO =
            LONDON.toBuilder().zone(ZoneId.of("Asia/Tokyo")).build();

    private static final String A = "+442079460018";
    private static final String B = "+442079460019";

    private final Contact john = stored(1, "John Smith", A, "john@example.org");

    private static Contact stored(int id, String name, String phone, String email) {
        return new Contact(
                USER,
                new ContactId(SequentialIds.id(id)),
                name,
                phone,
                email,
                null,
                null,
                Set.of(),
                0,
                null,
                Attributes.none(),
                CREATED,
                CREATED,
                1);
    }

    private static Contact with(Contact contact, String notes, int count, Instant last) {
        return new Contact(
                contact.user(),
                contact.id(),
                contact.name(),
                contact.phone(),
                contact.email(),
                contact.relationship(),
                notes,
                contact.tags(),
                count,
                last,
                contact.attributes(),
                contact.created(),
                contact.updated(),
                contact.version());
    }

    private static Contact merge(Contact stored, NewContact incoming) {
        return new ContactUpsert(incoming, LONDON).mergeInto(stored, List.of(stored), NOW);
    }

    /** Who of 1 (A, a@x.org), 2 (B, b@x.org), both named John, 3 (John, no details), 4 (Mary, no details) is meant; 0 is nobody. */
    @ParameterizedTest
    @CsvSource({
        // by phone, whatever the rest says
        "John, 020 7946 0018, , 1",
        "Mary, 020 7946 0018, , 1",
        "Mary, +44 20 7946 0019, a@x.org, 2",
        // by e-mail, when the phone is nobody's
        "Mary, , A@X.org, 1",
        "Mary, , ' b@x.org ', 2",
        "John, +44 20 7946 0099, b@x.org, 2",
        // by name, only when one fits or one is without details
        "John, , , 3",
        "' john ', , , 3",
        "John, +44 20 7946 0099, , 3",
        "John, , new@x.org, 3",
        "MARY, +44 20 7946 0099, , 4",
        "Mary, , new@x.org, 4",
        "Johnny, , , 0",
        "Johnny, +44 20 7946 0099, new@x.org, 0"
    })
    void the_one_meant_is_found_by_phone_then_e_mail_then_name(String name, String phone, String email, int meant) {
        List<Contact> candidates = List.of(
                stored(4, "Mary", null, null),
                stored(3, "John", null, null),
                stored(2, "John", B, "b@x.org"),
                stored(1, "John", A, "a@x.org"));
        NewContact incoming = NewContact.named(name).withPhone(phone).withEmail(email);

        assertThat(new ContactUpsert(incoming, LONDON).match(candidates).map(Contact::id))
                .isEqualTo(candidates.stream()
                        .map(Contact::id)
                        .filter(id -> id.value().equals(SequentialIds.id(meant)))
                        .findFirst());
    }

    /** Whether a contact named John with these details is taken for the only stored John with those. */
    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', true",
        "A, '', '', '', true",
        "'', '', A, '', true",
        "A, '', '', a@x.org, true",
        "A, a@x.org, B, '', false",
        "'', a@x.org, '', b@x.org, false",
        "A, a@x.org, B, b@x.org, false",
        "A, '', B, '', false",
        "'', a@x.org, A, b@x.org, false",
        "A, '', B, b@x.org, false",
        // the e-mail decides, although the phone differs
        "A, a@x.org, B, a@x.org, true"
    })
    void a_namesake_is_taken_only_when_nothing_contradicts(
            String storedPhone, String storedEmail, String phone, String email, boolean same) {
        Contact only = stored(1, "John", number(storedPhone), storedEmail.isEmpty() ? null : storedEmail);
        NewContact incoming =
                NewContact.named("john").withPhone(number(phone)).withEmail(email.isEmpty() ? null : email);

        assertThat(new ContactUpsert(incoming, LONDON).match(List.of(only)).isPresent())
                .isEqualTo(same);
    }

    private static String number(String name) {
        return switch (name) {
            case "A" -> A;
            case "B" -> B;
            default -> null;
        };
    }

    @Test
    void of_two_namesakes_with_details_nobody_is_guessed() {
        List<Contact> johns = List.of(stored(1, "John", A, null), stored(2, "John", null, "b@x.org"));

        assertThat(new ContactUpsert(NewContact.named("John"), LONDON).match(johns))
                .isEmpty();
    }

    @Test
    void of_two_namesakes_the_one_that_nothing_contradicts_is_taken() {
        List<Contact> johns = List.of(stored(1, "John", A, null), stored(2, "John", null, "b@x.org"));

        assertThat(new ContactUpsert(NewContact.named("John").withPhone(B), LONDON).match(johns))
                .contains(johns.get(1));
    }

    @Test
    void of_several_namesakes_without_details_the_first_is_taken() {
        List<Contact> johns =
                List.of(stored(3, "John", null, null), stored(2, "John", null, null), stored(4, "John", A, null));

        assertThat(new ContactUpsert(NewContact.named("John"), LONDON).match(johns))
                .contains(johns.get(1));
    }

    @Test
    void a_new_contact_is_stored_as_it_was_given() {
        NewContact incoming = NewContact.named(" John  Smith ")
                .withPhone("020 7946 0018")
                .withEmail(" John@Example.org ")
                .withRelationship("brother")
                .withNotes("Likes tea")
                .withTags("work", "chess")
                .contacted(3, CREATED)
                .withAttributes(Attributes.none().with("vip", true));

        assertThat(new ContactUpsert(incoming, LONDON).create(USER, john.id(), NOW))
                .isEqualTo(new Contact(
                        USER,
                        john.id(),
                        "John  Smith",
                        A,
                        "John@Example.org",
                        "brother",
                        "Likes tea",
                        Set.of("chess", "work"),
                        3,
                        CREATED,
                        Attributes.none().with("vip", true),
                        NOW,
                        NOW,
                        1));
    }

    @Test
    void what_adds_nothing_changes_nothing() {
        assertThat(merge(john, NewContact.named("JOHN  SMITH"))).isSameAs(john);
        assertThat(merge(
                        john,
                        NewContact.named("John Smith")
                                .withPhone("(020) 7946 0018")
                                .withEmail("JOHN@EXAMPLE.ORG")))
                .isSameAs(john);
    }

    @Test
    void unknown_fields_stay_and_new_ones_are_added() {
        Contact merged = merge(
                stored(1, "John", A, null),
                NewContact.named("John").withEmail("j@x.org").withRelationship("brother"));

        assertThat(merged)
                .isEqualTo(new Contact(
                        USER,
                        john.id(),
                        "John",
                        A,
                        "j@x.org",
                        "brother",
                        null,
                        Set.of(),
                        0,
                        null,
                        Attributes.none(),
                        CREATED,
                        NOW,
                        2));
    }

    @Test
    void notes_are_appended_with_the_date_in_the_users_zone() {
        NewContact incoming = NewContact.named("John Smith").withNotes("Likes tea");

        assertThat(new ContactUpsert(incoming, LONDON)
                        .mergeInto(john, List.of(john), NOW)
                        .notes())
                .isEqualTo("[2026-03-01] Likes tea");
        Contact noted = john.withNotes("Plays chess");
        assertThat(new ContactUpsert(incoming, TOKYO)
                        .mergeInto(noted, List.of(noted), NOW)
                        .notes())
                .isEqualTo("Plays chess\n[2026-03-02] Likes tea");
    }

    @ParameterizedTest
    @CsvSource({
        "Likes tea",
        "'Likes tea\n[2026-02-01] Plays chess'",
        "[2026-02-01] Likes tea",
        "'[2026-02-01] Likes tea\n[2026-02-02] Plays chess'",
        "'Plays chess\n[2026-02-01] Likes tea\n[2026-02-02] Is away'"
    })
    void a_note_that_is_there_is_not_repeated(String notes) {
        Contact noted = john.withNotes(notes);
        assertThat(merge(noted, NewContact.named("John Smith").withNotes("Likes tea")))
                .isSameAs(noted);
    }

    @ParameterizedTest
    @CsvSource({
        "Likes teaching",
        "Likes tea and chess",
        "He Likes tea",
        "likes tea",
        "Asked about the [draft] Likes tea",
        "'Tall\n[2026-02-01] Asked about the [draft] Likes tea'",
        "'Asked about the [draft] Likes tea\n[2026-02-01] Tall'",
        "'Likes tea\n[and chess'"
    })
    void a_note_that_only_looks_alike_is_another(String notes) {
        Contact noted = john.withNotes(notes);
        assertThat(merge(noted, NewContact.named("John Smith").withNotes("Likes tea"))
                        .notes())
                .isEqualTo(notes + "\n[2026-03-01] Likes tea");
    }

    @Test
    void notes_of_several_lines_are_appended_and_not_repeated() {
        NewContact incoming = NewContact.named("John Smith").withNotes("Likes tea\nand chess");
        Contact once = merge(john.withNotes("Tall"), incoming);

        assertThat(once.notes()).isEqualTo("Tall\n[2026-03-01] Likes tea\nand chess");
        assertThat(merge(once, incoming)).isSameAs(once);
    }

    @Test
    void replaced_details_are_kept_in_the_notes() {
        Contact married = merge(
                john.withRelationship("friend").withNotes("Tall"),
                NewContact.named("Johnny")
                        .withPhone(B)
                        .withEmail("john@example.org")
                        .withRelationship("husband")
                        .withNotes("Moved"));

        assertThat(married.name()).isEqualTo("John Smith");
        assertThat(married.phone()).isEqualTo(B);
        assertThat(married.relationship()).isEqualTo("husband");
        assertThat(married.notes())
                .isEqualTo("Tall"
                        + "\n[2026-03-01] phone was +442079460018"
                        + "\n[2026-03-01] relationship was friend"
                        + "\n[2026-03-01] also called Johnny"
                        + "\n[2026-03-01] Moved");
        assertThat(merge(john, NewContact.named("John Smith").withPhone(A).withEmail("j@x.org"))
                        .notes())
                .isEqualTo("[2026-03-01] e-mail was john@example.org");
    }

    @Test
    void details_that_change_to_and_fro_are_noted_once_each() {
        Contact contact = john;
        for (int i = 0; i < 4; i++) {
            contact = merge(
                    contact,
                    NewContact.named("John Smith").withEmail("john@example.org").withPhone(i % 2 == 0 ? B : A));
        }
        assertThat(contact.phone()).isEqualTo(A);
        assertThat(contact.notes())
                .isEqualTo("[2026-03-01] phone was +442079460018\n[2026-03-01] phone was +442079460019");
    }

    @Test
    void an_e_mail_of_another_contact_stays_there_and_is_noted_once() {
        Contact mary = stored(2, "Mary", null, "mary@x.org");
        ContactUpsert upsert =
                new ContactUpsert(NewContact.named("John Smith").withPhone(A).withEmail("Mary@x.org"), LONDON);

        Contact merged = upsert.mergeInto(john, List.of(mary, john), NOW);
        assertThat(merged.email()).isEqualTo("john@example.org");
        assertThat(merged.notes()).isEqualTo("[2026-03-01] also given the e-mail Mary@x.org of another contact");
        assertThat(upsert.mergeInto(merged, List.of(mary, merged), NOW.plusSeconds(90_000)))
                .isSameAs(merged);
    }

    @Test
    void tags_are_united_and_sorted() {
        Contact tagged = merge(
                john.withTags(Set.of("work", "tea")),
                NewContact.named("John Smith").withTags("chess", "tea"));
        assertThat(tagged.tags()).containsExactly("chess", "tea", "work").isUnmodifiable();
    }

    @Test
    void attributes_are_put_over_the_stored_ones_key_by_key() {
        Contact merged = merge(
                john.withAttributes(Attributes.none().with("a", 1).with("b", 1)),
                NewContact.named("John Smith")
                        .withAttributes(Attributes.none().with("b", 2).with("c", 3)));
        assertThat(merged.attributes())
                .isEqualTo(Attributes.none().with("a", 1).with("b", 2).with("c", 3));
    }

    @Test
    void being_in_touch_is_counted_and_the_latest_time_stays() {
        Contact met = with(john, null, 2, CREATED);

        assertThat(merge(met, NewContact.named("John Smith").contactedAt(NOW)))
                .returns(3, Contact::contactCount)
                .returns(NOW, Contact::lastContacted);
        assertThat(merge(met, NewContact.named("John Smith").contactedAt(CREATED.minusSeconds(1))))
                .returns(3, Contact::contactCount)
                .returns(CREATED, Contact::lastContacted);
        assertThat(merge(john, NewContact.named("John Smith").contacted(5, null)))
                .returns(5, Contact::contactCount)
                .returns(null, Contact::lastContacted);
    }

    @Test
    void the_count_stops_at_the_largest_number() {
        assertThat(merge(
                                with(john, null, Integer.MAX_VALUE - 1, null),
                                NewContact.named("John Smith").contacted(1_000_000, null))
                        .contactCount())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_phone_number_that_is_none_is_refused_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContactUpsert(NewContact.named("John").withPhone("none"), LONDON));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ContactUpsert(NewContact.named("John").withPhone("020 7946 0018"), Profile.empty()));
    }

    @Test
    void the_keys_are_what_candidates_are_looked_up_by() {
        ContactUpsert upsert = new ContactUpsert(
                NewContact.named(" JOSE\u0301  Núñez")
                        .withPhone("020 7946 0018")
                        .withEmail(" A@X.org "),
                LONDON);
        assertThat(upsert.nameKey()).isEqualTo("josé núñez");
        assertThat(upsert.phone()).isEqualTo(A);
        assertThat(upsert.emailKey()).isEqualTo("a@x.org");
        ContactUpsert bare = new ContactUpsert(NewContact.named("John"), Profile.empty());
        assertThat(bare.phone()).isNull();
        assertThat(bare.emailKey()).isNull();
    }
}
