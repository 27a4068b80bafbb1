package dev.kendall.testkit.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientMessagesTest {
    private final Recording recorded = new Recording(stopped -> {});
    private final ClientMessages messages = new ClientMessages(new ClientStatements(List.of(recorded)));

    @Test
    void readsMessagesThatComeByteByByte() throws IOException {
        for (byte one : twoQueries()) {
            messages.accept(new byte[] {one}, 1);
        }
        assertThat(recorded.flights()).isEqualTo(2);
        assertThat(recorded.executions())
                .containsExactly(new Execution("select 1", List.of()), new Execution("select 2", List.of()));
    }

    @Test
    void readsMessagesThatComeTogetherAsOneFlight() throws IOException {
        byte[] both = twoQueries();
        messages.accept(both, both.length);
        assertThat(recorded.flights()).isEqualTo(1);
        assertThat(recorded.executions()).hasSize(2);
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThatThrownBy(() -> messages.accept(new byte[] {'Q', 0, 0, 0, 3}, 5))
                .isInstanceOf(IOException.class);
    }

    private static byte[] twoQueries() {
        ByteBuffer bytes = ByteBuffer.allocate(28);
        for (String query : List.of("select 1", "select 2")) {
            bytes.put((byte) 'Q')
                    .putInt(Integer.BYTES + 9)
                    .put(query.getBytes(US_ASCII))
                    .put((byte) 0);
        }
        return bytes.array();
    }
}
