package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.testkit.airtable.ErrorShape;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.FakeRecord;
import dev.kendall.testkit.airtable.FakeRequest;
import dev.kendall.testkit.airtable.Fault;
import dev.kendall.testkit.airtable.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AirtableClientTest {
    private static final String TABLE = "Things";
    private static final List<String> KEY = List.of("key");

    private final FakeBase base = AirtableFixture.base(schema -> schema.table(
            TABLE,
            fields -> fields.text("key").longText("text").number("number").singleSelect("kind", "a", "b")));
    private final VirtualPacer pacer = new VirtualPacer();
    private final long begin = pacer.nanos();
    private final RequestLimiter limiter = new RequestLimiter(10_000, pacer);
    private final AirtableClient client = client(AirtableFixture.options(base));

    private AirtableClient client(AirtableOptions.Builder options) {
        return new AirtableClient(
                options.penalty(Duration.ofSeconds(30))
                        .deadline(Duration.ofMinutes(2))
                        .build(),
                limiter,
                Lane.LIVE);
    }

    private static RecordWrite thing(String key) {
        return new RecordWrite(
                null, JsonNodeFactory.instance.objectNode().put("key", key).put("text", "text of " + key));
    }

    private static List<RecordWrite> things(int count) {
        return IntStream.range(0, count).mapToObj(i -> thing("k" + i)).toList();
    }

    private Duration waited() {
        return Duration.ofNanos(pacer.nanos() - begin);
    }

    private long requests(Operation operation) {
        return base.requests().count(request -> request.operation() == operation);
    }

    private List<String> keys() {
        return base.records(TABLE).stream()
                .map(FakeRecord::fields)
                .map(fields -> fields.path("key").asText())
                .toList();
    }

    private List<AirtableRecord> stored(List<RecordWrite> batch) {
        return client.list(
                TABLE,
                ListQuery.where(Formula.in(
                        Formula.field("key"),
                        batch.stream().map(write -> write.fields().path("key").asText()))));
    }

    @ParameterizedTest
    @EnumSource
    void sends_again_after_a_429_of_any_shape_and_waits_for_the_penalty(ErrorShape shape) {
        base.faults().next(Fault.rateLimited(shape));
        client.upsert(TABLE, things(1), KEY);
        assertThat(keys()).containsExactly("k0");
        assertThat(waited()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(limiter.traffic().get(Lane.LIVE).rateLimited()).isEqualTo(1);
    }

    @Test
    void waits_as_long_as_a_429_says() {
        base.faults().next(Fault.rateLimited(Duration.ofSeconds(7)));
        client.list(TABLE, ListQuery.all());
        assertThat(waited()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void never_sends_again_at_the_monthly_quota() {
        base.faults().always(Fault.quotaExceeded(), request -> true);
        StorageUnavailable failure =
                catchThrowableOfType(StorageUnavailable.class, () -> client.upsert(TABLE, things(1), KEY));
        assertThat(failure)
                .hasMessageContaining("used up its API calls of this month")
                .hasMessageContaining(TABLE);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(base.requests().count()).isEqualTo(1);
    }

    @Test
    void reads_again_when_the_server_is_not_well() {
        base.insert(TABLE, Map.of("key", "k"));
        base.faults()
                .next(Fault.badGateway())
                .next(Fault.unavailable(Duration.ofSeconds(5)))
                .next(Fault.dropBefore());
        assertThat(client.list(TABLE, ListQuery.all())).hasSize(1);
        assertThat(waited()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void duplicates_nothing_when_an_upsert_was_stored_and_the_connection_broke() {
        base.faults().next(Fault.dropAfterCommit(), FakeRequest::isWrite);
        client.upsert(TABLE, things(25), KEY);
        assertThat(keys()).hasSize(25).doesNotHaveDuplicates();
        assertThat(requests(Operation.UPSERT)).isEqualTo(4);
    }

    @Test
    void looks_before_it_repeats_a_create_that_may_have_been_stored() {
        base.faults().next(Fault.dropAfterCommit(), FakeRequest::isWrite);
        List<AirtableRecord> created = client.create(TABLE, things(3), this::stored);
        assertThat(keys()).containsExactlyInAnyOrder("k0", "k1", "k2");
        assertThat(created).hasSize(3);
        assertThat(requests(Operation.CREATE)).isEqualTo(1);
    }

    @Test
    void repeats_a_create_that_was_not_stored() {
        base.faults().next(Fault.unavailable(), FakeRequest::isWrite);
        assertThat(client.create(TABLE, things(3), this::stored)).hasSize(3);
        assertThat(keys()).hasSize(3).doesNotHaveDuplicates();
        assertThat(requests(Operation.CREATE)).isEqualTo(2);
    }

    @Test
    void gives_up_at_the_deadline_and_says_that_the_end_is_unknown() {
        base.faults().always(Fault.dropAfterCommit(), FakeRequest::isWrite);
        assertThatThrownBy(() -> client.upsert(TABLE, things(1), KEY))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("whether it was carried out is unknown");
        assertThat(waited()).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
        assertThat(keys()).containsExactly("k0");
    }

    @Test
    void begins_a_listing_again_when_its_place_is_lost_and_gives_each_record_once() {
        base.insertAll(
                TABLE,
                IntStream.range(0, 250).mapToObj(i -> Map.of("key", "k" + i)).toList());
        base.faults()
                .next(Fault.delay(Duration.ZERO))
                .next(Fault.restart())
                .next(2, Fault.delay(Duration.ZERO), any -> true);
        List<AirtableRecord> all = client.list(TABLE, ListQuery.all());
        assertThat(all).extracting(AirtableRecord::id).hasSize(250).doesNotHaveDuplicates();
        assertThat(requests(Operation.LIST)).isEqualTo(5);
    }

    @Test
    void gives_a_listing_up_whose_place_is_lost_each_time() {
        base.insertAll(
                TABLE,
                IntStream.range(0, 150).mapToObj(i -> Map.of("key", "k" + i)).toList());
        base.faults().always(Fault.restart(), any -> true);
        assertThatThrownBy(() -> client.list(TABLE, ListQuery.all()))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("again and again");
    }

    @Test
    void lists_by_post_when_the_address_would_be_too_long() {
        base.insert(TABLE, Map.of("key", "k1"));
        Formula long1 =
                Formula.in(Formula.field("key"), IntStream.range(0, 2_000).mapToObj(i -> "k" + i));
        assertThat(client.list(TABLE, ListQuery.where(long1))).hasSize(1);
        assertThat(base.requests().all())
                .last()
                .satisfies(request -> assertThat(request.method()).isEqualTo("POST"))
                .satisfies(request -> assertThat(request.operation()).isEqualTo(Operation.LIST));
    }

    @Test
    void halves_what_is_too_large() {
        base.faults().next(2, Fault.tooLarge(), FakeRequest::isWrite);
        client.upsert(TABLE, things(10), KEY);
        assertThat(keys()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void says_when_one_record_alone_is_too_large() {
        base.faults().always(Fault.tooLarge(), FakeRequest::isWrite);
        assertRefused("shorten its texts", () -> client.upsert(TABLE, things(1), KEY));
    }

    @Test
    void deletes_what_is_there_and_does_not_mind_what_is_gone() {
        List<String> ids = base.insertAll(
                TABLE,
                IntStream.range(0, 15).mapToObj(i -> Map.of("key", "k" + i)).toList());
        base.delete(TABLE, ids.get(3));
        base.faults().next(Fault.dropAfterCommit(), request -> request.operation() == Operation.DELETE);
        client.delete(TABLE, ids);
        assertThat(keys()).isEmpty();
    }

    @Test
    void says_that_a_record_to_be_changed_is_gone() {
        assertThatThrownBy(() -> client.update(
                        TABLE, List.of(new RecordWrite("recDoesNotExist00", JsonNodeFactory.instance.objectNode()))))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("deleted meanwhile");
    }

    @Test
    void says_that_the_token_is_wrong_and_not_what_it_is() {
        String secret = "patSECRETSECRET";
        AirtableClient wrong = client(AirtableOptions.builder(base.id(), () -> secret)
                .endpoint(URI.create(AirtableFixture.server().url())));
        StorageRefused failure = assertRefused("the token is missing or wrong", wrong::schema);
        assertThat(failure).hasMessageNotContaining(secret);
    }

    @Test
    void says_that_a_table_is_missing() {
        assertRefused("FieldMap.builder().table(", () -> client.list("Chat Massages", ListQuery.all()));
        base.concealMissingTables();
        assertRefused("FieldMap.builder().table(", () -> client.list("Chat Massages", ListQuery.all()));
    }

    @Test
    void says_that_the_base_is_missing() {
        AirtableClient other = client(AirtableOptions.builder("appNowhere", AirtableFixture.server()::token)
                .endpoint(URI.create(AirtableFixture.server().url())));
        assertRefused("check the base's id", other::schema);
    }

    @Test
    void says_that_a_field_is_missing_and_quotes_no_value() {
        RecordWrite write =
                new RecordWrite(null, JsonNodeFactory.instance.objectNode().put("colour", "secret"));
        StorageRefused failure =
                assertRefused("FieldMap.builder().field(", () -> client.upsert(TABLE, List.of(write), KEY));
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void says_that_a_field_has_the_wrong_type_and_quotes_no_value() {
        RecordWrite number = new RecordWrite(
                null, JsonNodeFactory.instance.objectNode().put("key", "k").put("number", "secret"));
        RecordWrite option = new RecordWrite(
                null, JsonNodeFactory.instance.objectNode().put("key", "k").put("kind", "secret"));
        assertThat(assertRefused("change its type", () -> client.upsert(TABLE, List.of(number), KEY)))
                .hasMessageNotContaining("secret");
        assertThat(assertRefused("lacks an option", () -> client.upsert(TABLE, List.of(option), KEY)))
                .hasMessageNotContaining("secret");
        assertThat(keys()).isEmpty();
    }

    private static StorageRefused assertRefused(String sentence, ThrowingCallable call) {
        StorageRefused failure = catchThrowableOfType(StorageRefused.class, call);
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure).hasMessageContaining(sentence);
        assertThat(failure.retry()).isEqualTo(KendallException.Retry.NEVER);
        return failure;
    }
}
