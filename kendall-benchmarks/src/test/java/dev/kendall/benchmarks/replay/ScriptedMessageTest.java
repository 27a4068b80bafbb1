package dev.kendall.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedMessageTest {
    @Test
    void aMessageMakesAsManyCallsAsTheLegacyApplicationDoes() {
        List<ScriptedMessage> script = ReplayedUser.of(1, 300).script();

        assertThat(script).hasSize(300).allSatisfy(message -> {
            assertThat(message.legacyCalls()).isBetween(16, 25);
            assertThat(message.rereads()).isBetween(5, 10);
            assertThat(message.upserts()).hasSizeBetween(2, 5);
            assertThat(message.lookUps()).hasSizeBetween(2, 5);
        });
        assertThat(script).extracting(ScriptedMessage::legacyCalls).contains(16, 25);
    }

    @Test
    void theSameUserWritesTheSame() {
        assertThat(ReplayedUser.of(3, 5).script())
                .isEqualTo(ReplayedUser.of(3, 5).script());
        assertThat(ReplayedUser.of(3, 5).script())
                .isNotEqualTo(ReplayedUser.of(4, 5).script());
    }
}
