package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String ANN = "{'fields':{'name':'Ann'}}";

    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base = airtable.base(
            "appFaults",
            schema -> schema.table("People", fields -> fields.text("name").number("age"))
                    .table("Things", fields -> fields.text("name")));
    private final FakeApi api = new FakeApi(airtable, base);

    @AfterEach
    void stop() {
        airtable.close();
    }

    private void createFails() {
        assertThatThrownBy(() -> api.sendOrFail("POST", "/v0/appFaults/People", FakeApi.json(ANN)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void dropTheConnectionAfterTheCommit() {
        base.faults().next(Fault.dropAfterCommit());
        createFails();
        assertThat(base.records("People")).extracting(row -> row.text("name")).containsExactly("Ann");
        assertThat(base.requests().all()).extracting(AnsweredRequest::status).containsExactly(0);
        assertThat(api.post("People", ANN).status()).isEqualTo(200);
    }

    @Test
    void dropTheConnectionBefore() {
        base.faults().next(Fault.dropBefore());
        createFails();
        assertThat(base.count("People")).isZero();
    }

    @Test
    void answerTooLate() {
        base.faults().next(Fault.delay(Duration.ofMillis(300)));
        long begin = System.nanoTime();
        assertThat(api.post("People", ANN).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        base.latency(Duration.ofMillis(200));
        begin = System.nanoTime();
        api.get("People");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void areUnavailableWithAndWithoutATime() {
        base.faults().next(Fault.badGateway()).next(Fault.unavailable()).next(Fault.unavailable(Duration.ofSeconds(2)));
        Reply gateway = api.post("People", ANN);
        assertThat(gateway.status()).isEqualTo(502);
        assertThat(gateway.error()).isEqualTo("RETRIABLE_ERROR");
        Reply without = api.post("People", ANN);
        assertThat(without.status()).isEqualTo(503);
        assertThat(without.error()).isEqualTo("RETRIABLE_ERROR");
        assertThat(without.response().headers().firstValue("Retry-After")).isEmpty();
        assertThat(api.post("People", ANN).response().headers().firstValue("Retry-After"))
                .hasValue("2");
        assertThat(base.count("People")).isZero();
        assertThat(api.post("People", ANN).status()).isEqualTo(200);
    }

    @Test
    void areUnavailableAlthoughTheRequestIsDone() {
        base.faults().next(Fault.badGatewayAfterCommit()).next(Fault.unavailableAfterCommit());
        assertThat(api.post("People", ANN).status()).isEqualTo(502);
        assertThat(api.post("People", ANN).status()).isEqualTo(503);
        assertThat(base.count("People")).isEqualTo(2);
    }

    @Test
    void areBothKindsOf429InBothShapes() {
        base.faults()
                .next(Fault.rateLimited(ErrorShape.LIST))
                .next(Fault.rateLimited(ErrorShape.OBJECT))
                .next(Fault.rateLimited(Duration.ofSeconds(3)))
                .next(Fault.quotaExceeded());
        Reply list = api.get("People");
        assertThat(list.status()).isEqualTo(429);
        assertThat(list.body().path("errors").path(0).path("error").asText()).isEqualTo("RATE_LIMIT_REACHED");
        assertThat(api.get("People").error()).isEqualTo("RATE_LIMIT_REACHED");
        assertThat(api.get("People").response().headers().firstValue("Retry-After"))
                .hasValue("3");
        Reply quota = api.get("People");
        assertThat(quota.status()).isEqualTo(429);
        assertThat(quota.body().path("errors").path(0).path("error").asText())
                .isEqualTo("PUBLIC_API_BILLING_LIMIT_EXCEEDED");
        assertThat(api.get("People").status()).isEqualTo(200);
    }

    @Test
    void areTooLargeOrWhatTheTestSays() {
        base.faults().next(Fault.tooLarge()).next(Fault.error(500, "SERVER_ERROR", "oops"));
        assertThat(api.post("People", ANN).status()).isEqualTo(413);
        assertThat(api.post("People", ANN).error()).isEqualTo("SERVER_ERROR");
        assertThat(base.count("People")).isZero();
    }

    @Test
    void readWhatWasBeforeTheLastWrite() {
        String ann = base.insert("People", Map.of("name", "Ann"));
        api.patch("People/" + ann, "{'fields':{'name':'Eve'}}");
        base.faults().next(2, Fault.staleRead(), request -> !request.isWrite());
        assertThat(api.get("People/" + ann).field("name").asText()).isEqualTo("Ann");
        assertThat(api.get("People").texts("name")).containsExactly("Ann");
        assertThat(api.get("People/" + ann).field("name").asText()).isEqualTo("Eve");
        // A row that was just made is not there yet.
        String bob = api.post("People", "{'fields':{'name':'Bob'}}").id();
        base.faults().next(Fault.staleRead());
        assertThat(api.get("People/" + bob).status()).isEqualTo(404);
        assertThat(api.get("People/" + bob).status()).isEqualTo(200);
    }

    @Test
    void happenToTheRequestsThatWereMeant() {
        base.faults()
                .next(Fault.unavailable(), request -> request.isTo("Things"))
                .next(Fault.unavailable(), request -> request.names("age"))
                .next(Fault.unavailable(), request -> request.operation() == Operation.UPSERT);
        assertThat(api.post("People", ANN).status()).isEqualTo(200);
        assertThat(base.faults().waiting()).isEqualTo(3);
        assertThat(api.get(base.tableId("Things")).status()).isEqualTo(503);
        assertThat(api.post("People", "{'fields':{'age':1}}").status()).isEqualTo(503);
        assertThat(api.patch("People", "{'performUpsert':{'fieldsToMergeOn':['name']},'records':[" + ANN + "]}")
                        .status())
                .isEqualTo(503);
        assertThat(base.faults().waiting()).isZero();
    }

    @Test
    void happenToAShareOfTheRequests() {
        base.faults().sometimes(0.3, new Random(7), Fault.unavailable(), FakeRequest::isWrite);
        long failed = 0;
        for (int i = 0; i < 200; i++) {
            failed += api.post("People", ANN).status() == 503 ? 1 : 0;
        }
        assertThat(failed).isBetween(40L, 80L);
        assertThat(base.count("People")).isEqualTo((int) (200 - failed));
        base.faults().clear();
        assertThat(api.post("People", ANN).status()).isEqualTo(200);
    }

    @Test
    void happenAsOftenAsIsPossible() {
        base.faults().always(Fault.badGateway(), request -> request.isTo("Things"));
        for (int i = 0; i < 3; i++) {
            assertThat(api.get("Things").status()).isEqualTo(502);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> base.faults().next(0, Fault.badGateway(), FakeRequest::isWrite));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> base.faults().sometimes(1.1, new Random(1), Fault.badGateway(), FakeRequest::isWrite));
    }

    @Test
    void areToldFromAMistakeOfTheTest() {
        base.faults().next(Fault.badGateway(), request -> {
            throw new IllegalStateException("a mistake of the test");
        });
        Reply broken = api.get("Things");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body().path("error").path("message").asText()).contains("a mistake of the test");
    }
}
