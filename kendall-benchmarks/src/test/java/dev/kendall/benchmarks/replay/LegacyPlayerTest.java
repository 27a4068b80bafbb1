package dev.kendall.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.testkit.airtable.ErrorShape;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.Fault;
import dev.kendall.testkit.airtable.Operation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LegacyPlayerTest {
    private final ReplayedUser user = ReplayedUser.of(1, 1);
    private final ScriptedMessage message = user.script().get(0);
    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base = airtable.base("appReplay", LegacyRows.schema());
    private final LegacyPlayer player = new LegacyPlayer(
            new LegacyClient(
                    HttpClient.newHttpClient(),
                    airtable.url() + "/v0/appReplay",
                    airtable.token(),
                    Gate.open(),
                    Duration.ZERO),
            LegacyRows.insert(base, user));

    @AfterEach
    void close() {
        airtable.close();
    }

    private long count(String table, Operation operation) {
        return base.requests().count(request -> request.table().equals(table) && request.operation() == operation);
    }

    @Test
    void makesTheCallsOfTheScript() throws Exception {
        player.play(message);

        assertThat(base.requests().count()).isEqualTo(message.legacyCalls());
        assertThat(base.requests().all()).allMatch(request -> request.status() == 200);
        assertThat(count(LegacyRows.MESSAGES, Operation.LIST)).isEqualTo(2 + message.rereads());
        assertThat(count(LegacyRows.MESSAGES, Operation.CREATE)).isEqualTo(2);
        assertThat(count(LegacyRows.CONTACTS, Operation.LIST))
                .isEqualTo(message.lookUps().size());
    }

    @Test
    void storesTheMessagesAndMergesTheContacts() throws Exception {
        int messages = base.count(LegacyRows.MESSAGES);
        int contacts = base.count(LegacyRows.CONTACTS);

        player.play(message);

        assertThat(base.count(LegacyRows.MESSAGES)).isEqualTo(messages + 2);
        assertThat(base.count(LegacyRows.CONTACTS)).isEqualTo(contacts);
    }

    @Test
    void aRefusedCallIsMadeAgain() throws Exception {
        base.faults().next(3, Fault.rateLimited(ErrorShape.LIST), request -> true);

        player.play(message);

        assertThat(base.requests().count()).isEqualTo(message.legacyCalls() + 3);
        assertThat(base.requests().count(request -> request.status() == 429)).isEqualTo(3);
    }

    @Test
    void whatIsNotRefusedForTheRateFails() {
        base.faults().next(Fault.tooLarge());

        assertThatThrownBy(() -> player.play(message))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("413");
    }
}
