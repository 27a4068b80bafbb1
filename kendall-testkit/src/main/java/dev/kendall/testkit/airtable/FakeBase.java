package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One base of a {@link FakeAirtable}: its rows, which the test may read and write past the API, and what is to go wrong. Thread-safe.
 *
 * <p>A table or field that is not there, and a value that a field does not take, is an {@link IllegalArgumentException} here, where the API
 * would refuse.
 */
public final class FakeBase {
    private final String id;
    private final Tables tables;
    private final Rows rows;
    private final RateLimiter limiter = new RateLimiter();
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private volatile InstantSource clock;
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean concealing;

    FakeBase(String id, BaseSchema schema, Origin origin) {
        this.id = id;
        this.clock = origin.clock();
        this.tables =
                new Tables(id, new Ids(origin.seed() ^ id.hashCode()), new AttachmentUrls(origin.url(), id, this::now));
        this.rows = new Rows(tables, this::now, origin.seed());
        schema.build(tables);
    }

    /** What a base has from its server. */
    record Origin(String url, InstantSource clock, long seed) {}

    /** Its id in paths, such as {@code appTest}. */
    public String id() {
        return id;
    }

    /** Puts a row in, with typecast: options that are missing come into being. Returns its id. */
    public String insert(String table, Map<String, ?> fields) {
        return insertAll(table, List.of(fields)).get(0);
    }

    /** As {@link #insert}, many at once. Returns their ids in the same order. */
    public List<String> insertAll(String table, List<? extends Map<String, ?>> rows) {
        return change(table, (found, edit) -> {
            List<String> ids = new ArrayList<>(rows.size());
            for (Map<String, ?> fields : rows) {
                ids.add(edit.create(found, given(fields).cells(found, edit, true))
                        .id());
            }
            return ids;
        });
    }

    /** Changes cells of a row, as another client would between two requests; null empties one. */
    public void update(String table, String record, Map<String, ? extends @Nullable Object> fields) {
        change(table, (found, edit) -> edit.update(found, record, given(fields).cells(found, edit, true)));
    }

    /** Deletes a row, as another client would between two requests. */
    public void delete(String table, String record) {
        change(table, (found, edit) -> {
            edit.delete(found, record);
            return record;
        });
    }

    /** What a test does to a table. */
    @FunctionalInterface
    private interface Change<T> {
        T on(Table table, Edit edit);
    }

    private <T> T change(String table, Change<T> change) {
        return guarded(() -> rows.change(edit -> change.on(tables.get(table), edit)));
    }

    private static WriteRequest.Given given(Map<String, ? extends @Nullable Object> fields) {
        return new WriteRequest.Given(null, (ObjectNode) Json.of(fields));
    }

    private static <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (ApiFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** All rows of a table in the order of their insertion. */
    public List<FakeRecord> records(String table) {
        Table found = table(table);
        BaseState state = rows.state();
        return state.rows(found).stream()
                .sorted(Comparator.comparingLong(Row::number))
                .map(row -> shown(found, row, state))
                .toList();
    }

    /** One row, or nothing. */
    public Optional<FakeRecord> findRecord(String table, String record) {
        Table found = table(table);
        BaseState state = rows.state();
        return state.find(found, record).map(row -> shown(found, row, state));
    }

    private FakeRecord shown(Table table, Row row, BaseState state) {
        JsonNode record = new RowView(tables, state, table, row).record(table.fields(), FieldKeys.NAMES);
        return new FakeRecord(row.id(), row.createdTime(), (ObjectNode) record.path("fields"));
    }

    /** How many rows a table has. */
    public int count(String table) {
        return rows.state().rows(table(table)).size();
    }

    private Table table(String nameOrId) {
        return guarded(() -> tables.get(nameOrId));
    }

    /** The id of a table. */
    public String tableId(String table) {
        return table(table).id();
    }

    /** The id of a field. */
    public String fieldId(String table, String field) {
        return guarded(() -> tables.get(table).field(field).id());
    }

    /** Calls a field otherwise, as somebody does on the site while clients run; its id stays. */
    public FakeBase renameField(String table, String field, String to) {
        guarded(() -> rows.schema(schema -> {
            Table found = tables.get(table);
            SchemaRequests.rename(found, found.field(field), to);
            return Json.object();
        }));
        return this;
    }

    /** Calls a table otherwise; its id stays. */
    public FakeBase renameTable(String table, String to) {
        guarded(() -> rows.schema(
                schema -> schema.updateTable(tables.get(table), Json.object().put("name", to))));
        return this;
    }

    /** How many requests are let in; by default all. What was counted before is forgotten. */
    public FakeBase limits(RateLimits limits) {
        limiter.limits(limits);
        return this;
    }

    /** What is to go wrong; by default nothing. */
    public Faults faults() {
        return faults;
    }

    /** The requests so far. */
    public RequestLog requests() {
        return requests;
    }

    /** How much longer every answer takes; by default no longer. A real one takes about 200 ms. */
    public FakeBase latency(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("A latency is not negative: " + latency);
        }
        this.latency = latency;
        return this;
    }

    /** How long a list may rest between two pages; by default 5 minutes of the clock. Of more than 200 the one that rested longest ends. */
    public FakeBase iteratorLifetime(Duration lifetime) {
        rows.iteratorLifetime(Objects.requireNonNull(lifetime, "lifetime"));
        return this;
    }

    /** Ends all lists that are not through: their next page is refused with 422. */
    public FakeBase expireIterators() {
        rows.expireIterators();
        return this;
    }

    /**
     * The time: of the rows' creation and change, cut to whole seconds, of iterators, attachment URLs and the rate limit. By default the
     * server's. Latency and delays are real time always.
     */
    public FakeBase clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** How long a text may be, in characters; by default 100,000, which is not confirmed. */
    public FakeBase longestText(int characters) {
        tables.longestText(characters);
        return this;
    }

    /**
     * How many rows the base may have, as plans limit them (1,000, 50,000, 125,000 or 500,000); by default any number. More are
     * refused with 422; the type in the body is not confirmed.
     */
    public FakeBase recordLimit(int rows) {
        this.rows.limit(rows);
        return this;
    }

    /** A table that is not there is refused with 403, as what the token may not see, instead of 404. */
    public FakeBase concealMissingTables() {
        this.concealing = true;
        return this;
    }

    private Instant now() {
        return clock.instant();
    }

    AttachmentUrls attachmentUrls() {
        return tables.attachmentUrls();
    }

    /** A request that does not come as far as the base, but is counted. */
    void refuseRecords(ApiCall call, Answer refusal) {
        refused(BaseRoutes.records(call, tables), refusal);
    }

    /** As {@link #refuseRecords}, of the metadata API. */
    void refuseSchema(ApiCall call, Answer refusal) {
        refused(BaseRoutes.schema(call), refusal);
    }

    private void refused(FakeRequest request, Answer refusal) {
        requests.add(new AnsweredRequest(request, refusal.status(), now()));
    }

    /** A request to the rows; null when the connection is to end without an answer. */
    @Nullable
    Answer answerRecords(ApiCall call) throws InterruptedException {
        FakeRequest request = BaseRoutes.records(call, tables);
        return answer(request, stale -> {
            if (concealing && tables.find(call.part(0)).isEmpty()) {
                throw ApiFailure.forbidden();
            }
            return rows.answer(call, request.operation(), stale);
        });
    }

    /** A request to the metadata API, its path beginning behind the base's id. */
    @Nullable
    Answer answerSchema(ApiCall call) throws InterruptedException {
        return answer(BaseRoutes.schema(call), stale -> Answer.ok(rows.schema(schema -> schema.answer(call))));
    }

    private @Nullable Answer answer(FakeRequest request, Function<Boolean, Answer> action) throws InterruptedException {
        Instant at = now();
        Optional<Answer> refusal = limiter.refusal(at);
        Optional<Fault> fault = refusal.isPresent() ? Optional.empty() : faults.take(request);
        fault.filter(Fault::isRestart).ifPresent(any -> rows.expireIterators());
        Answer truth = refusal.orElse(null);
        if (truth == null && fault.map(Fault::isDone).orElse(true)) {
            truth = done(action, fault.map(Fault::isStale).orElse(false));
        }
        Answer answer = fault.isPresent() ? fault.get().answer(truth) : truth;
        // Counted before the client has the answer, so that a test that has it finds the request in the log.
        requests.add(new AnsweredRequest(request, answer == null ? 0 : answer.status(), at));
        Duration pause = latency.plus(fault.map(Fault::delay).orElse(Duration.ZERO));
        await(pause);
        return answer;
    }

    private static void await(Duration pause) throws InterruptedException {
        long begin = System.nanoTime();
        long left = pause.toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = pause.toNanos() - (System.nanoTime() - begin);
        }
    }

    private static Answer done(Function<Boolean, Answer> action, boolean stale) {
        try {
            return action.apply(stale);
        } catch (ApiFailure e) {
            return e.answer();
        }
    }
}
