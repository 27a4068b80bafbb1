package dev.kendall.learning.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UserNamesTest {
    private static final UserId NORA = UserId.of("nora");

    private static List<Contact> contacts(String... names) {
        try (Kendall kendall = Kendall.open(InMemoryStorage.create())) {
            for (String name : names) {
                kendall.storage().contacts().upsert(NORA, NewContact.named(name));
            }
            return kendall.storage()
                    .contacts()
                    .list(NORA, PageRequest.first(10))
                    .items();
        }
    }

    private static Profile called(String fullName) {
        return Profile.builder().fullName(fullName).build();
    }

    @Test
    @DisplayName("the user speaks where no speaker is named, and under the full name, its first word and the nickname")
    void own() {
        UserNames names = UserNames.of(
                Profile.builder().fullName("Nora Vellacott").nickname("N").build(), List.of());
        assertThat(List.of("nora vellacott", "NORA", "Nora  Vellacott", "n")).allMatch(names::isSpeaker);
        assertThat(names.isSpeaker(null)).isTrue();
        assertThat(List.of("Felix", "Vellacott", "Nora Smith", "")).noneMatch(names::isSpeaker);
    }

    @Test
    @DisplayName("a first name that a contact has as well tells nobody apart")
    void ambiguous() {
        assertThat(UserNames.of(called("John Harkness"), contacts("John Bellamy"))
                        .isSpeaker("John"))
                .isFalse();
        assertThat(UserNames.of(called("John Harkness"), contacts("Joan Bellamy"))
                        .isSpeaker("John"))
                .isTrue();
    }

    @Test
    @DisplayName("a user without a name speaks only where no speaker is named")
    void nameless() {
        UserNames names = UserNames.of(Profile.empty(), List.of());
        assertThat(names.isSpeaker(null)).isTrue();
        assertThat(names.isSpeaker("Nora")).isFalse();
    }
}
