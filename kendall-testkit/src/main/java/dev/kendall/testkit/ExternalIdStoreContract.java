package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link ExternalIdStore}. */
@Needs(Capability.EXTERNAL_IDS)
public abstract class ExternalIdStoreContract extends StorageContract {
    private static final ExternalId CRM_7 = ExternalId.of("crm", "7");
    private static final ExternalId CRM_8 = ExternalId.of("crm", "8");

    private ExternalIdStore externalIds() {
        return storage.externalIds();
    }

    /** Something of this kind, stored for the user. */
    private EntityRef stored(UserId user, EntityKind kind) {
        return switch (kind) {
            case USER ->
                EntityRef.of(storage.users().save(user, Profile.empty()).id());
            case THREAD ->
                EntityRef.of(user, storage.threads().getOrCreate(user, HOME).id());
            case MESSAGE -> EntityRef.of(user, say(user, HOME, "hello").id());
            case CONTACT ->
                EntityRef.of(
                        user,
                        storage.contacts()
                                .upsert(user, NewContact.named("John"))
                                .id());
            case PATTERN ->
                EntityRef.of(
                        user,
                        storage.patterns()
                                .add(user, NewPattern.of(PatternType.BEHAVIOR, "walks"))
                                .id());
            case MEMORY -> EntityRef.of(user, remember(user, "allergy", "nuts").id());
        };
    }

    @Nested
    class Link {
        @ParameterizedTest
        @EnumSource
        @ContractRule("EXT-1")
        void names_every_kind_of_thing(EntityKind kind) {
            EntityRef entity = stored(ANNA, kind);
            externalIds().link(entity, CRM_7);
            assertThat(externalIds().find(ANNA, CRM_7)).contains(entity);
            assertThat(externalIds().list(entity)).containsExactly(CRM_7);
        }

        @Test
        @ContractRule("EXT-1")
        void changes_nothing_when_repeated() {
            EntityRef message = stored(ANNA, EntityKind.MESSAGE);
            externalIds().link(message, CRM_7);
            externalIds().link(message, CRM_7);
            assertThat(externalIds().list(message)).containsExactly(CRM_7);
        }

        @Test
        @ContractRule("EXT-1")
        void creates_the_user_it_names() {
            externalIds().link(EntityRef.of(ANNA), CRM_7);
            assertThat(storage.users().find(ANNA)).isPresent();
            assertThat(externalIds().findUser(CRM_7)).contains(ANNA);
        }

        @Test
        @ContractRule("EXT-1")
        void conflicts_when_the_id_names_another_thing_of_the_user() {
            EntityRef message = stored(ANNA, EntityKind.MESSAGE);
            externalIds().link(message, CRM_7);
            assertConflict(() -> externalIds().link(stored(ANNA, EntityKind.CONTACT), CRM_7));
            assertConflict(() -> externalIds().link(EntityRef.of(ANNA), CRM_7));
            assertThat(externalIds().find(ANNA, CRM_7)).contains(message);
            assertThat(externalIds().findUser(CRM_7)).isEmpty();
        }

        @Test
        @ContractRule("EXT-1")
        void conflicts_when_the_id_of_a_user_names_another_user() {
            externalIds().link(EntityRef.of(ANNA), CRM_7);
            assertConflict(() -> externalIds().link(EntityRef.of(BEN), CRM_7));
            assertThat(externalIds().findUser(CRM_7)).contains(ANNA);
            assertThat(storage.users().find(BEN)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER")
        @ContractRule("EXT-1")
        void lets_two_users_use_one_id_for_what_is_theirs(EntityKind kind) {
            EntityRef annas = stored(ANNA, kind);
            EntityRef bens = stored(BEN, kind);
            externalIds().link(annas, CRM_7);
            externalIds().link(bens, CRM_7);
            assertThat(externalIds().find(ANNA, CRM_7)).contains(annas);
            assertThat(externalIds().find(BEN, CRM_7)).contains(bens);
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER")
        @ContractRule("EXT-1")
        void finds_nothing_that_is_not_stored(EntityKind kind) {
            EntityRef bens = stored(BEN, kind);
            EntityRef claimed = new EntityRef(ANNA, kind, bens.id());
            assertNotFound(() -> externalIds().link(claimed, CRM_7));
            assertNotFound(() -> externalIds().link(new EntityRef(ANNA, kind, new UUID(1, 2).toString()), CRM_7));
            assertThat(externalIds().find(ANNA, CRM_7)).isEmpty();
            assertThat(externalIds().find(BEN, CRM_7)).isEmpty();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("EXT-1")
        void refuses_references_that_are_none() {
            stored(BEN, EntityKind.USER);
            assertThat(externalIds().findUser(CRM_7)).isEmpty();
            assertRefused(() -> externalIds().link(new EntityRef(ANNA, EntityKind.USER, "ben"), CRM_7));
            assertRefused(() -> externalIds().link(new EntityRef(ANNA, EntityKind.MESSAGE, "no id of ours"), CRM_7));
            assertThat(externalIds().findUser(CRM_7)).isEmpty();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("EXT-1")
        void refuses_ids_that_cannot_be_kept(String text) {
            externalIds().link(EntityRef.of(BEN), CRM_7);
            assertRefused(() -> externalIds().link(EntityRef.of(ANNA), ExternalId.of("crm", text)));
            assertRefused(() -> externalIds().link(EntityRef.of(ANNA), ExternalId.of(text, "7")));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("EXT-2")
        void compares_system_and_value_exactly() {
            EntityRef message = stored(ANNA, EntityKind.MESSAGE);
            externalIds().link(message, ExternalId.of("crm", "rec'A%_\n😀"));
            assertThat(externalIds().find(ANNA, ExternalId.of("crm", "rec'A%_\n😀")))
                    .contains(message);
            assertThat(externalIds().find(ANNA, ExternalId.of("CRM", "rec'A%_\n😀")))
                    .isEmpty();
            assertThat(externalIds().find(ANNA, ExternalId.of("crm", "rec'a%_\n😀")))
                    .isEmpty();
            assertThat(externalIds().find(ANNA, ExternalId.of("crm", "rec'AA_\n😀")))
                    .isEmpty();
        }

        @Test
        @ContractRule("EXT-2")
        void is_empty_for_unknown_ids_and_those_of_others() {
            externalIds().link(stored(BEN, EntityKind.MESSAGE), CRM_7);
            externalIds().link(EntityRef.of(BEN), CRM_8);
            assertThat(externalIds().find(ANNA, CRM_7)).isEmpty();
            assertThat(externalIds().find(ANNA, CRM_8)).isEmpty();
            assertThat(externalIds().find(BEN, ExternalId.of("crm", "9"))).isEmpty();
        }
    }

    @Nested
    class ListAll {
        @Test
        @ContractRule("EXT-3")
        void gives_them_by_system_and_then_by_value_in_code_points() {
            List<ExternalId> expected = List.of(
                    ExternalId.of("A", "z"),
                    ExternalId.of("a", "10"),
                    ExternalId.of("a", "9"),
                    ExternalId.of("a", "B"),
                    ExternalId.of("a", "b"),
                    ExternalId.of("a", "\ufffd"),
                    ExternalId.of("a", "😀"),
                    ExternalId.of("a-", "a"));
            EntityRef message = stored(ANNA, EntityKind.MESSAGE);
            List.of(6, 2, 7, 0, 5, 3, 1, 4).forEach(i -> externalIds().link(message, expected.get(i)));
            externalIds().link(stored(ANNA, EntityKind.THREAD), CRM_7);
            assertThat(externalIds().list(message)).containsExactlyElementsOf(expected);
        }

        @Test
        @ContractRule("EXT-3")
        void is_empty_for_what_has_none() {
            EntityRef annas = stored(ANNA, EntityKind.THREAD);
            externalIds().link(stored(BEN, EntityKind.THREAD), CRM_7);
            assertThat(externalIds().list(annas)).isEmpty();
            assertThat(externalIds().list(EntityRef.of(ANNA, ThreadId.of("unknown"))))
                    .isEmpty();
        }
    }

    @Nested
    class FindUser {
        @Test
        @ContractRule("EXT-4")
        void finds_who_is_meant() {
            externalIds().link(EntityRef.of(ANNA), CRM_7);
            externalIds().link(EntityRef.of(BEN), CRM_8);
            assertThat(externalIds().findUser(CRM_7)).contains(ANNA);
            assertThat(externalIds().findUser(CRM_8)).contains(BEN);
            assertThat(externalIds().findUser(ExternalId.of("other", "7"))).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER")
        @ContractRule("EXT-4")
        void does_not_tell_whose_some_other_thing_is(EntityKind kind) {
            externalIds().link(stored(ANNA, kind), CRM_7);
            assertThat(externalIds().findUser(CRM_7)).isEmpty();
        }
    }

    @Nested
    class Unlink {
        @Test
        @ContractRule("EXT-5")
        void forgets_one_id_and_says_so() {
            EntityRef message = stored(ANNA, EntityKind.MESSAGE);
            externalIds().link(message, CRM_7);
            externalIds().link(message, CRM_8);
            assertThat(externalIds().unlink(ANNA, CRM_7)).isTrue();
            assertThat(externalIds().find(ANNA, CRM_7)).isEmpty();
            assertThat(externalIds().list(message)).containsExactly(CRM_8);
            assertThat(externalIds().unlink(ANNA, CRM_7)).isFalse();
        }

        @Test
        @ContractRule("EXT-5")
        void sets_the_id_of_a_user_free() {
            externalIds().link(EntityRef.of(ANNA), CRM_7);
            assertThat(externalIds().unlink(ANNA, CRM_7)).isTrue();
            assertThat(externalIds().findUser(CRM_7)).isEmpty();
            externalIds().link(EntityRef.of(BEN), CRM_7);
            assertThat(externalIds().findUser(CRM_7)).contains(BEN);
        }

        @Test
        @ContractRule("EXT-5")
        void forgets_nothing_of_another_user() {
            EntityRef bens = stored(BEN, EntityKind.MESSAGE);
            externalIds().link(bens, CRM_7);
            externalIds().link(EntityRef.of(BEN), CRM_8);
            assertThat(externalIds().unlink(ANNA, CRM_7)).isFalse();
            assertThat(externalIds().unlink(ANNA, CRM_8)).isFalse();
            assertThat(externalIds().find(BEN, CRM_7)).contains(bens);
            assertThat(externalIds().findUser(CRM_8)).contains(BEN);
        }
    }
}
