package dev.kendall.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.ContactId;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.PatternId;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityRefTest {
    private static final UserId USER = UserId.of("u");

    @Test
    void every_kind_is_named_by_the_text_of_its_id() {
        UUID id = SequentialIds.id(7);
        assertThat(List.of(
                        EntityRef.of(USER),
                        EntityRef.of(USER, ThreadId.of("web")),
                        EntityRef.of(USER, new MessageId(id)),
                        EntityRef.of(USER, new ContactId(id)),
                        EntityRef.of(USER, new PatternId(id)),
                        EntityRef.of(USER, new MemoryId(id))))
                .containsExactly(
                        new EntityRef(USER, EntityKind.USER, "u"),
                        new EntityRef(USER, EntityKind.THREAD, "web"),
                        new EntityRef(USER, EntityKind.MESSAGE, id.toString()),
                        new EntityRef(USER, EntityKind.CONTACT, id.toString()),
                        new EntityRef(USER, EntityKind.PATTERN, id.toString()),
                        new EntityRef(USER, EntityKind.MEMORY, id.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0", "\uD83D"})
    void ids_of_other_systems_are_filled_texts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalId.of(text, "7"));
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalId.of("crm", text));
        assertThatIllegalArgumentException().isThrownBy(() -> new EntityRef(USER, EntityKind.THREAD, text));
    }

    @Test
    void an_id_is_kept_in_its_one_form() {
        String id = SequentialIds.id(0xAB).toString();
        assertThat(new EntityRef(USER, EntityKind.MEMORY, id.toUpperCase(Locale.ROOT)))
                .isEqualTo(EntityRef.of(USER, MemoryId.of(id)));
    }

    @Test
    void an_id_of_another_kind_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EntityRef(USER, EntityKind.MESSAGE, "web"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EntityRef(USER, EntityKind.MESSAGE, " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntityRef(USER, EntityKind.USER, "v"))
                .withMessage("a reference to user u cannot name another user");
    }

    @Test
    void ids_of_other_systems_have_limits_and_an_order() {
        assertThat(ExternalId.of("s".repeat(64), "v".repeat(256))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalId.of("s".repeat(65), "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalId.of("s", "v".repeat(257)));
        assertThat(ExternalId.of("a", "z")).isLessThan(ExternalId.of("b", "a")).isLessThan(ExternalId.of("a", "zz"));
        assertThat(ExternalId.of("a", "\uFFFD")).isLessThan(ExternalId.of("a", "\uD83D\uDE00"));
    }

    @Test
    void a_link_by_an_id_in_upper_case_is_found_and_goes_with_what_it_names() {
        InMemoryStorage storage = InMemoryStorage.create();
        Message message = storage.chat()
                .append(
                        USER,
                        ThreadId.of("web"),
                        NewMessage.user("hello").withId(MessageId.of("0190abcd-0000-7000-8000-00000000000a")));
        ExternalId external = ExternalId.of("crm", "7");
        String upperCase = message.id().toString().toUpperCase(Locale.ROOT);
        storage.externalIds().link(new EntityRef(USER, EntityKind.MESSAGE, upperCase), external);

        assertThat(storage.externalIds().find(USER, external)).contains(EntityRef.of(USER, message.id()));
        storage.chat().delete(USER, message.id());
        assertThat(storage.externalIds().find(USER, external)).isEmpty();
    }
}
