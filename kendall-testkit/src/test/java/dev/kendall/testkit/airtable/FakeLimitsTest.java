package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeLimitsTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final MovableClock clock = new MovableClock();
    private final FakeBase base = base("appOne");
    private final FakeApi api = new FakeApi(airtable, base);

    private FakeBase base(String id) {
        return airtable.clock(clock).base(id, schema -> schema.table("People", fields -> fields.text("name")));
    }

    @AfterEach
    void stop() {
        airtable.close();
    }

    private int[] statuses(int requests) {
        return IntStream.range(0, requests).map(i -> api.get("People").status()).toArray();
    }

    @Test
    void areNoneAtFirst() {
        assertThat(statuses(60)).containsOnly(200);
    }

    @Test
    void letFiveInASecondAndThenRefuseForThirty() {
        base.limits(RateLimits.real());
        assertThat(statuses(6)).containsExactly(200, 200, 200, 200, 200, 429);
        clock.advance(Duration.ofMillis(29_999));
        assertThat(statuses(1)).containsExactly(429);
        clock.advance(Duration.ofMillis(1));
        assertThat(statuses(6)).containsExactly(200, 200, 200, 200, 200, 429);
    }

    @Test
    void letFiveInEverySecondThatSlides() {
        base.limits(RateLimits.real());
        assertThat(statuses(3)).containsOnly(200);
        clock.advance(Duration.ofMillis(600));
        assertThat(statuses(2)).containsOnly(200);
        clock.advance(Duration.ofMillis(400));
        assertThat(statuses(3)).containsOnly(200);
        assertThat(statuses(1)).containsOnly(429);
    }

    @Test
    void countWritesAndTheSchemaToo() {
        base.limits(RateLimits.real().withPerSecond(2).withPenalty(Duration.ofSeconds(1)));
        assertThat(api.post("People", "{'fields':{}}").status()).isEqualTo(200);
        assertThat(api.send("GET", "/v0/meta/bases/appOne/tables", "").status()).isEqualTo(200);
        assertThat(api.post("People", "{'fields':{}}").status()).isEqualTo(429);
        assertThat(base.count("People")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(api.post("People", "{'fields':{}}").status()).isEqualTo(200);
    }

    @Test
    void refuseInTwoShapesAndPromiseNoTime() {
        base.limits(RateLimits.real().withPerSecond(1));
        statuses(1);
        Reply list = api.get("People");
        assertThat(list.body().path("errors").path(0).path("error").asText()).isEqualTo("RATE_LIMIT_REACHED");
        assertThat(list.response().headers().firstValue("Retry-After")).isEmpty();
        base.limits(RateLimits.real().withPerSecond(1).withShape(ErrorShape.OBJECT));
        statuses(1);
        assertThat(api.get("People").error()).isEqualTo("RATE_LIMIT_REACHED");
    }

    @Test
    void ofTheUserCountAllBases() {
        FakeApi other = new FakeApi(airtable, base("appTwo"));
        airtable.limits(RateLimits.realForUser());
        assertThat(statuses(25)).containsOnly(200);
        for (int i = 0; i < 25; i++) {
            assertThat(other.get("People").status()).isEqualTo(200);
        }
        assertThat(statuses(1)).containsOnly(429);
        assertThat(base.requests().count(request -> request.status() == 429)).isEqualTo(1);
    }

    @Test
    void ofOneBaseLeaveTheOthersAlone() {
        FakeApi other = new FakeApi(airtable, base("appTwo"));
        base.limits(RateLimits.real().withPerSecond(1));
        assertThat(statuses(2)).containsExactly(200, 429);
        assertThat(other.get("People").status()).isEqualTo(200);
    }

    @Test
    void areAtLeastOneRequest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimits.real().withPerSecond(0))
                .withMessageContaining("not 0");
    }
}
