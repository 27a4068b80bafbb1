package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.page.Page;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Capability;
import dev.kendall.user.Profile;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link ContactStore}. The user lives in New Zealand, where it is tomorrow already, and has British friends. */
public abstract class ContactStoreContract extends StorageContract {
    private static final NewContact JOHN = NewContact.named("John Smith");
    private static final String PHONE = "+442079460018";
    private static final String OTHER_PHONE = "+442079460999";
    private static final String EMAIL = "john@example.org";

    @BeforeEach
    void saveProfile() {
        storage.users()
                .save(
                        ANNA,
                        Profile.builder()
                                .region("GB")
                                .zone(ZoneId.of("Pacific/Auckland"))
                                .build());
    }

    private ContactStore contacts() {
        return storage.contacts();
    }

    private Contact upsert(NewContact contact) {
        return contacts().upsert(ANNA, contact);
    }

    private List<Contact> everyone() {
        return listing().all();
    }

    private Listing<Contact> listing() {
        return request -> contacts().list(ANNA, request);
    }

    @Nested
    class Upsert {
        @Test
        @ContractRule("CONTACT-1")
        void stores_a_new_contact_with_all_its_fields() {
            Instant last = now().minusSeconds(60);
            Contact stored = upsert(new NewContact(
                    " Zoë O'Brien 👩",
                    "020 7946 0018",
                    "Zoe@Example.org",
                    "sister",
                    "met in\nRome",
                    Set.of("family", "école"),
                    3,
                    last,
                    Samples.attributes()));
            assertThat(stored)
                    .isEqualTo(new Contact(
                            ANNA,
                            stored.id(),
                            "Zoë O'Brien 👩",
                            PHONE,
                            "Zoe@Example.org",
                            "sister",
                            "met in\nRome",
                            Set.of("family", "école"),
                            3,
                            last,
                            Samples.attributes(),
                            now(),
                            now(),
                            1));
            assertThat(everyone()).containsExactly(stored);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+442079460018",
                    "020 7946 0018",
                    "(020) 7946-0018",
                    "+44 (0)20 7946 0018",
                    "0044 20 79460018"
                })
        @ContractRule("CONTACT-1")
        void takes_the_same_phone_number_for_the_same_person_however_it_is_written(String phone) {
            Contact stored = upsert(JOHN.withPhone(PHONE));
            assertThat(upsert(NewContact.named("Johnny").withPhone(phone)).id()).isEqualTo(stored.id());
            assertThat(everyone()).hasSize(1);
        }

        @Test
        @ContractRule("CONTACT-1")
        void takes_the_same_address_for_the_same_person_whatever_its_case() {
            Contact stored = upsert(JOHN.withEmail(EMAIL));
            assertThat(upsert(NewContact.named("Johnny").withEmail(" JOHN@Example.ORG "))
                            .id())
                    .isEqualTo(stored.id());
            assertThat(everyone()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"John Smith", "john smith", "  JOHN \t  SMITH "})
        @ContractRule("CONTACT-1")
        void takes_the_same_name_for_the_same_person_when_nothing_differs(String name) {
            Contact stored = upsert(JOHN.withPhone(PHONE));
            assertThat(upsert(NewContact.named(name).withEmail(EMAIL)).id()).isEqualTo(stored.id());
            assertThat(everyone()).hasSize(1);
        }

        @Test
        @ContractRule("CONTACT-1")
        void knows_a_name_in_either_form_of_unicode() {
            Contact stored = upsert(NewContact.named("Zoe\u0308"));
            assertThat(upsert(NewContact.named("Zo\u00eb")).id()).isEqualTo(stored.id());
        }

        @Test
        @ContractRule("CONTACT-1")
        void keeps_namesakes_with_different_phones_apart() {
            Contact one = upsert(JOHN.withPhone(PHONE));
            Contact other = upsert(JOHN.withPhone(OTHER_PHONE));
            assertThat(other.id()).isNotEqualTo(one.id());
            assertThat(everyone()).containsExactly(one, other);
        }

        @Test
        @ContractRule("CONTACT-1")
        void keeps_namesakes_with_different_addresses_apart() {
            Contact one = upsert(JOHN.withEmail(EMAIL));
            Contact other = upsert(JOHN.withEmail("smith@example.org"));
            assertThat(everyone()).containsExactly(one, other);
        }

        @Test
        @ContractRule("CONTACT-1")
        void takes_a_name_for_the_only_namesake_whom_nothing_contradicts() {
            Contact one = upsert(JOHN.withPhone(PHONE).withEmail(EMAIL));
            Contact other = upsert(JOHN.withPhone(OTHER_PHONE));
            Contact more = upsert(JOHN.withEmail("smith@example.org"));
            assertThat(more.id()).isEqualTo(other.id());
            assertThat(everyone()).containsExactly(one, more);
        }

        @Test
        @ContractRule("CONTACT-1")
        void does_not_guess_between_two_namesakes() {
            Contact one = upsert(JOHN.withPhone(PHONE));
            Contact other = upsert(JOHN.withPhone(OTHER_PHONE));
            Contact unknown = upsert(JOHN.withNotes("likes tea"));
            assertThat(everyone()).containsExactly(one, other, unknown);
            assertThat(upsert(JOHN.withNotes("likes coffee")).id())
                    .as("the only one of whom neither phone nor e-mail is known")
                    .isEqualTo(unknown.id());
        }

        @Test
        @ContractRule("CONTACT-1")
        void believes_the_phone_before_the_address_and_the_address_before_the_name() {
            Contact byPhone = upsert(NewContact.named("Paul").withPhone(PHONE));
            Contact byEmail = upsert(NewContact.named("Mary").withEmail(EMAIL));
            Contact byName = upsert(JOHN);
            assertThat(upsert(JOHN.withPhone(PHONE).withEmail(EMAIL)).id()).isEqualTo(byPhone.id());
            assertThat(upsert(JOHN.withEmail(EMAIL)).id()).isEqualTo(byEmail.id());
            assertThat(upsert(JOHN).id()).isEqualTo(byName.id());
            assertThat(everyone()).hasSize(3);
        }

        @Test
        @ContractRule("CONTACT-1")
        void leaves_an_address_with_the_contact_that_has_it() {
            Contact mary = upsert(NewContact.named("Mary").withEmail(EMAIL));
            upsert(JOHN.withPhone(PHONE));
            Contact john = upsert(JOHN.withPhone(PHONE).withEmail(EMAIL));
            assertThat(john.email()).isNull();
            assertThat(john.notes()).contains(EMAIL);
            assertThat(contacts().findByEmail(ANNA, EMAIL)).contains(mary);
        }

        @Test
        @ContractRule("CONTACT-1")
        void knows_the_contacts_of_one_user_only() {
            Contact annas = upsert(JOHN.withPhone(PHONE).withEmail(EMAIL));
            Contact bens = contacts().upsert(BEN, JOHN.withPhone(PHONE).withEmail(EMAIL));
            assertThat(bens.user()).isEqualTo(BEN);
            assertThat(bens.version()).isEqualTo(1);
            assertThat(everyone()).containsExactly(annas);
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "12", "+999 1234567890", "020 7946 0018 0018 0018 0018"})
        @ContractRule("CONTACT-1")
        void refuses_what_is_no_phone_number(String phone) {
            assertRefused(() -> upsert(JOHN.withPhone(phone)));
            assertThat(everyone()).isEmpty();
        }

        @Test
        @ContractRule("CONTACT-1")
        void refuses_a_number_without_a_country_when_the_profile_has_no_region() {
            assertRefused(() -> contacts().upsert(BEN, JOHN.withPhone("020 7946 0018")));
            assertThat(contacts().upsert(BEN, JOHN.withPhone(PHONE)).phone()).isEqualTo(PHONE);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("CONTACT-1")
        void keeps_any_notes_as_they_were(String text) {
            Contact stored = upsert(JOHN.withNotes(text));
            assertThat(stored.notes()).isEqualTo(text);
            assertThat(everyone()).containsExactly(stored);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("CONTACT-1")
        void refuses_text_that_cannot_be_kept(String text) {
            assertRefused(() -> upsert(NewContact.named(text)));
            assertRefused(() -> upsert(JOHN.withNotes(text)));
            assertRefused(() -> upsert(JOHN.withTags(text)));
            assertRefused(() -> upsert(JOHN.withEmail(text + "@example.org")));
            assertThat(everyone()).isEmpty();
        }
    }

    @Nested
    class Merge {
        @Test
        @ContractRule("CONTACT-2")
        void adds_what_is_new_and_keeps_what_was_known() {
            Contact before = upsert(new NewContact(
                    "John Smith",
                    PHONE,
                    null,
                    "colleague",
                    null,
                    Set.of("work"),
                    2,
                    now().minusSeconds(100),
                    Attributes.none().with("a", 1).with("b", 1)));
            Instant later = tick();
            Contact after = upsert(new NewContact(
                    "John Smith",
                    null,
                    EMAIL,
                    null,
                    null,
                    Set.of("chess"),
                    3,
                    now().minusSeconds(50),
                    Attributes.none().with("b", 2).with("c", 2)));
            assertThat(after)
                    .isEqualTo(new Contact(
                            ANNA,
                            before.id(),
                            "John Smith",
                            PHONE,
                            EMAIL,
                            "colleague",
                            null,
                            Set.of("chess", "work"),
                            5,
                            now().minusSeconds(50),
                            Attributes.none().with("a", 1).with("b", 2).with("c", 2),
                            before.created(),
                            later,
                            2));
            assertThat(everyone()).containsExactly(after);
        }

        @Test
        @ContractRule("CONTACT-2")
        void appends_notes_with_the_date_in_the_users_zone() {
            upsert(JOHN.withNotes("likes tea"));
            assertThat(upsert(JOHN.withNotes("likes coffee")).notes())
                    .isEqualTo("likes tea\n[2026-03-03] likes coffee");
        }

        @Test
        @ContractRule("CONTACT-2")
        void keeps_replaced_details_in_the_notes() {
            upsert(JOHN.withPhone(PHONE).withEmail(EMAIL).withRelationship("colleague"));
            upsert(NewContact.named("Johnny")
                    .withPhone(PHONE)
                    .withEmail("new@example.org")
                    .withRelationship("friend"));
            Contact after =
                    upsert(NewContact.named("John Smith").withPhone(OTHER_PHONE).withEmail("new@example.org"));
            assertThat(after.name()).isEqualTo("John Smith");
            assertThat(after.phone()).isEqualTo(OTHER_PHONE);
            assertThat(after.email()).isEqualTo("new@example.org");
            assertThat(after.relationship()).isEqualTo("friend");
            assertThat(after.notes()).contains("[2026-03-03]", "Johnny", PHONE, EMAIL, "colleague");
        }

        @Test
        @ContractRule("CONTACT-2")
        void keeps_the_later_time_of_contact() {
            Instant last = now();
            upsert(JOHN.contactedAt(last));
            Contact after = upsert(JOHN.contactedAt(last.minusSeconds(60)));
            assertThat(after.contactCount()).isEqualTo(2);
            assertThat(after.lastContacted()).isEqualTo(last);
        }
    }

    @Nested
    class UpsertAgain {
        private static final NewContact KNOWN = JOHN.withPhone(PHONE)
                .withEmail(EMAIL)
                .withRelationship("colleague")
                .withNotes("likes tea")
                .withTags("work")
                .withAttributes(Attributes.none().with("a", 1));

        @Test
        @ContractRule("CONTACT-3")
        void changes_nothing_when_it_adds_nothing() {
            Contact stored = upsert(KNOWN);
            tick();
            assertThat(upsert(KNOWN)).isEqualTo(stored);
            assertThat(upsert(JOHN)).isEqualTo(stored);
            assertThat(everyone()).containsExactly(stored);
        }

        @Test
        @ContractRule("CONTACT-3")
        void changes_nothing_after_a_merge_either() {
            upsert(KNOWN);
            NewContact more = JOHN.withPhone(PHONE).withNotes("likes coffee").withRelationship("friend");
            Contact merged = upsert(more);
            tick();
            assertThat(upsert(more)).isEqualTo(merged);
            assertThat(everyone()).containsExactly(merged);
        }
    }

    @Nested
    class Update {
        @Test
        @ContractRule("CONTACT-5")
        void replaces_the_details_as_the_next_version() {
            Contact read = upsert(JOHN.withPhone(PHONE).withNotes("x").contacted(4, now()));
            Instant later = tick();
            Contact changed = read.withName("Jon Smythe")
                    .withPhone(OTHER_PHONE)
                    .withEmail(EMAIL)
                    .withRelationship("friend")
                    .withNotes("y")
                    .withTags(Set.of("a"))
                    .withAttributes(Samples.attributes());
            Contact expected = new Contact(
                    ANNA,
                    read.id(),
                    "Jon Smythe",
                    OTHER_PHONE,
                    EMAIL,
                    "friend",
                    "y",
                    Set.of("a"),
                    4,
                    read.lastContacted(),
                    Samples.attributes(),
                    read.created(),
                    later,
                    2);
            assertThat(contacts().update(changed)).isEqualTo(expected);
            assertThat(contacts().find(ANNA, read.id())).contains(expected);
        }

        @Test
        @ContractRule("CONTACT-5")
        void takes_details_away() {
            Contact read = upsert(
                    JOHN.withPhone(PHONE).withEmail(EMAIL).withRelationship("x").withTags("t"));
            Contact bare = contacts()
                    .update(read.withPhone(null)
                            .withEmail(null)
                            .withRelationship(null)
                            .withTags(Set.of()));
            assertThat(bare.phone()).isNull();
            assertThat(bare.email()).isNull();
            assertThat(bare.relationship()).isNull();
            assertThat(bare.tags()).isEmpty();
            assertThat(everyone()).containsExactly(bare);
        }

        @Test
        @ContractRule("CONTACT-5")
        void takes_no_times_and_counts_from_the_caller() {
            Contact read = upsert(JOHN.contacted(4, now()));
            Instant elsewhen = now().minusSeconds(99);
            Contact stored = contacts()
                    .update(new Contact(
                            ANNA,
                            read.id(),
                            "Jon",
                            null,
                            null,
                            null,
                            null,
                            Set.of(),
                            77,
                            read.lastContacted(),
                            Attributes.none(),
                            elsewhen,
                            elsewhen,
                            1));
            assertThat(stored.contactCount()).isEqualTo(4);
            assertThat(stored.created()).isEqualTo(read.created());
            assertThat(stored.updated()).isEqualTo(now());
            assertThat(everyone()).containsExactly(stored);
        }

        @Test
        @ContractRule("CONTACT-5")
        void loses_to_who_came_first() {
            Contact read = upsert(JOHN);
            Contact first = contacts().update(read.withNotes("first"));
            assertConflict(() -> contacts().update(read.withNotes("second")));
            assertThat(everyone()).containsExactly(first);
        }

        @Test
        @ContractRule("CONTACT-5")
        void conflicts_when_phone_or_address_belong_to_another() {
            Contact mary = upsert(NewContact.named("Mary").withPhone(PHONE).withEmail(EMAIL));
            Contact john = upsert(JOHN);
            assertConflict(() -> contacts().update(john.withPhone(PHONE)));
            assertConflict(() -> contacts().update(john.withEmail("JOHN@EXAMPLE.ORG")));
            assertThat(everyone()).containsExactly(john, mary);
        }

        @Test
        @ContractRule("CONTACT-5")
        void lets_phone_and_address_be_those_of_another_users_contact() {
            contacts().upsert(BEN, NewContact.named("Mary").withPhone(PHONE).withEmail(EMAIL));
            Contact john = upsert(JOHN);
            Contact updated = contacts().update(john.withPhone(PHONE).withEmail(EMAIL));
            assertThat(everyone()).containsExactly(updated);
        }

        @Test
        @ContractRule("CONTACT-5")
        void finds_no_unknown_contact_and_none_of_another_user() {
            Contact bens = contacts().upsert(BEN, JOHN);
            Contact claimed = new Contact(
                    ANNA,
                    bens.id(),
                    "Stolen",
                    null,
                    null,
                    null,
                    null,
                    Set.of(),
                    0,
                    null,
                    Attributes.none(),
                    now(),
                    now(),
                    1);
            assertNotFound(() -> contacts().update(claimed));
            assertThat(contacts().find(BEN, bens.id())).contains(bens);
            assertThat(everyone()).isEmpty();
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("CONTACT-6")
        void gives_the_users_own_contact_only() {
            Contact annas = upsert(JOHN);
            assertThat(contacts().find(ANNA, annas.id())).contains(annas);
            assertThat(contacts().find(BEN, annas.id())).isEmpty();
            assertThat(contacts().find(ANNA, new ContactId(SequentialIds.at(999))))
                    .isEmpty();
        }
    }

    @Nested
    class FindByDetails {
        @Test
        @ContractRule("CONTACT-7")
        void finds_by_phone_however_it_is_written() {
            Contact john = upsert(JOHN.withPhone(PHONE));
            assertThat(contacts().findByPhone(ANNA, "+44 20 7946 0018")).contains(john);
            assertThat(contacts().findByPhone(ANNA, "020 7946-0018")).contains(john);
            assertThat(contacts().findByPhone(ANNA, OTHER_PHONE)).isEmpty();
            assertThat(contacts().findByPhone(BEN, PHONE)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "John Smith", "%", "12", "+"})
        @ContractRule("CONTACT-7")
        void finds_nobody_by_what_is_no_phone_number(String phone) {
            upsert(JOHN.withPhone(PHONE));
            assertThat(contacts().findByPhone(ANNA, phone)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("CONTACT-7")
        void finds_nobody_by_what_no_storage_can_keep(String phone) {
            upsert(JOHN.withPhone(PHONE));
            assertThat(contacts().findByPhone(ANNA, phone)).isEmpty();
        }

        @Test
        @ContractRule("CONTACT-7")
        void finds_nobody_by_a_number_that_lacks_its_country() {
            contacts().upsert(BEN, JOHN.withPhone(PHONE));
            assertThat(contacts().findByPhone(BEN, "020 7946 0018")).isEmpty();
            assertThat(contacts().findByPhone(BEN, PHONE)).isPresent();
        }

        @Test
        @ContractRule("CONTACT-7")
        void finds_by_address_whatever_its_case() {
            Contact john = upsert(JOHN.withEmail("John@Example.org"));
            assertThat(contacts().findByEmail(ANNA, "jOHN@eXAMPLE.ORG")).contains(john);
            assertThat(contacts().findByEmail(ANNA, "john_example.org")).isEmpty();
            assertThat(contacts().findByEmail(ANNA, "%@example.org")).isEmpty();
            assertThat(contacts().findByEmail(BEN, "john@example.org")).isEmpty();
        }

        @Test
        @ContractRule("CONTACT-7")
        void finds_all_of_a_name_by_id() {
            Contact one = upsert(JOHN.withPhone(PHONE));
            Contact other = upsert(NewContact.named("john  SMITH").withPhone(OTHER_PHONE));
            upsert(NewContact.named("John Smithson"));
            contacts().upsert(BEN, JOHN);
            assertThat(contacts().listByName(ANNA, " JOHN smith")).containsExactly(one, other);
            assertThat(contacts().listByName(ANNA, "John")).isEmpty();
            assertThat(contacts().listByName(ANNA, "John%")).isEmpty();
        }

        @Test
        @ContractRule("CONTACT-7")
        void finds_by_the_new_details_only_once_they_have_changed() {
            Contact read = upsert(JOHN.withPhone(PHONE).withEmail(EMAIL));
            Contact now = contacts()
                    .update(read.withName("Jon").withPhone(OTHER_PHONE).withEmail("jon@example.org"));
            assertThat(contacts().findByPhone(ANNA, PHONE)).isEmpty();
            assertThat(contacts().findByEmail(ANNA, EMAIL)).isEmpty();
            assertThat(contacts().listByName(ANNA, "John Smith")).isEmpty();
            assertThat(contacts().findByPhone(ANNA, OTHER_PHONE)).contains(now);
            assertThat(contacts().findByEmail(ANNA, "jon@example.org")).contains(now);
            assertThat(contacts().listByName(ANNA, "jon")).containsExactly(now);
        }
    }

    @Nested
    class ListAll {
        @Test
        @ContractRule("CONTACT-8")
        void gives_them_by_name_as_it_is_compared_and_ties_by_id() {
            Contact zoe = upsert(NewContact.named("zoe"));
            Contact emoji = upsert(NewContact.named("😀"));
            Contact replacement = upsert(NewContact.named("\ufffd"));
            Contact adam = upsert(NewContact.named("adam"));
            Contact john1 = upsert(JOHN.withPhone(PHONE));
            Contact john2 = upsert(NewContact.named("JOHN SMITH").withPhone(OTHER_PHONE));
            Contact john3 = upsert(NewContact.named("john smith").withPhone("+442079460777"));
            Contact bob = upsert(NewContact.named("Bob"));
            Contact eclair = upsert(NewContact.named("Éclair"));
            contacts().upsert(BEN, NewContact.named("Carl"));
            listing().assertGives(List.of(adam, bob, john1, john2, john3, zoe, eclair, replacement, emoji));
        }

        @Test
        @ContractRule("CONTACT-8")
        void is_empty_for_an_unknown_user() {
            upsert(JOHN);
            Listing<Contact> bens = request -> contacts().list(BEN, request);
            assertThat(bens.first(1)).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("CONTACT-8")
        void goes_on_where_it_was_while_contacts_come_and_go() {
            upsert(NewContact.named("a"));
            Contact last = upsert(NewContact.named("D"));
            Contact gone = upsert(NewContact.named("e"));
            upsert(NewContact.named("F"));
            Page<Contact> page = listing().first(2);
            contacts().delete(ANNA, last.id());
            contacts().delete(ANNA, gone.id());
            upsert(NewContact.named("C"));
            upsert(NewContact.named("DD"));
            upsert(NewContact.named("g"));
            assertThat(listing().after(page)).extracting(Contact::name).containsExactly("DD", "F", "g");
        }

        @Test
        @ContractRule("CONTACT-8")
        void refuses_cursors_of_others() {
            upsert(JOHN);
            upsert(NewContact.named("Mary"));
            listing().assertRefusesForeignCursors();
        }
    }

    @Nested
    class Delete {
        @Test
        @ContractRule("CONTACT-9")
        void takes_one_contact_and_says_so() {
            Contact gone = upsert(JOHN.withPhone(PHONE).withEmail(EMAIL));
            Contact stays = upsert(NewContact.named("Mary"));
            assertThat(contacts().delete(ANNA, gone.id())).isTrue();
            assertThat(everyone()).containsExactly(stays);
            assertThat(contacts().find(ANNA, gone.id())).isEmpty();
            assertThat(contacts().findByPhone(ANNA, PHONE)).isEmpty();
            assertThat(contacts().findByEmail(ANNA, EMAIL)).isEmpty();
            assertThat(contacts().listByName(ANNA, "John Smith")).isEmpty();
            assertThat(contacts().delete(ANNA, gone.id())).isFalse();
        }

        @Test
        @ContractRule("CONTACT-9")
        void takes_none_of_another_user() {
            Contact bens = contacts().upsert(BEN, JOHN);
            assertThat(contacts().delete(ANNA, bens.id())).isFalse();
            assertThat(contacts().find(BEN, bens.id())).contains(bens);
        }

        @Test
        @ContractRule("CONTACT-9")
        void leaves_patterns_that_name_the_contact() {
            Contact gone = upsert(JOHN);
            Pattern pattern = storage.patterns()
                    .add(
                            ANNA,
                            NewPattern.of(PatternType.RECURRING_CONTACT, "rings John")
                                    .withContact(gone.id()));
            contacts().delete(ANNA, gone.id());
            assertThat(storage.patterns().find(ANNA, pattern.id())).contains(pattern);
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("CONTACT-9")
        void takes_its_external_ids() {
            Contact gone = upsert(JOHN);
            ExternalId id = ExternalId.of("crm", "c");
            storage.externalIds().link(EntityRef.of(ANNA, gone.id()), id);
            contacts().delete(ANNA, gone.id());
            assertThat(storage.externalIds().find(ANNA, id)).isEmpty();
            assertThat(storage.externalIds().list(EntityRef.of(ANNA, gone.id())))
                    .isEmpty();
        }
    }
}
