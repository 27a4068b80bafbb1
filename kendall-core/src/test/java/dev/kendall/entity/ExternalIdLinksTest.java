package dev.kendall.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.failure.Conflict;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import org.junit.jupiter.api.Test;

class ExternalIdLinksTest {
    private static final UserId USER = UserId.of("u");
    private static final EntityRef THREAD = EntityRef.of(USER, ThreadId.of("t"));

    @Test
    void an_id_names_one_thing() {
        assertThatCode(() -> ExternalIdLinks.checkSame(THREAD, EntityRef.of(USER, ThreadId.of("t"))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> ExternalIdLinks.checkSame(THREAD, EntityRef.of(USER)))
                .withMessage("the external id already names the THREAD t of user u; unlink it there first");
    }

    @Test
    void a_refusal_says_what_to_do() {
        assertThat(ExternalIdLinks.takenByAnotherUser(USER))
                .hasMessage("the external id already names another user than u; unlink it there first");
        assertThat(ExternalIdLinks.notStored(THREAD))
                .hasMessage("user u has no THREAD t; store it before linking external ids to it");
    }
}
