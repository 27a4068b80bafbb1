package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.testkit.airtable.RecordReads.Paging;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The rows of a base, with the answers to what is asked about them. One request after the other; thread-safe. */
final class Rows {
    private final ReentrantLock lock = new ReentrantLock();
    private final Tables tables;
    private final Iterators iterators;
    private final RowOrder order;
    private final InstantSource clock;
    private BaseState state = BaseState.EMPTY;
    private BaseState beforeLastWrite = BaseState.EMPTY;
    private int limit = Integer.MAX_VALUE;

    Rows(Tables tables, InstantSource clock, long seed) {
        this.tables = tables;
        this.iterators = new Iterators(new Ids(seed));
        this.order = new RowOrder(seed);
        this.clock = clock;
    }

    BaseState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    void limit(int rows) {
        lock.lock();
        try {
            limit = rows;
        } finally {
            lock.unlock();
        }
    }

    void iteratorLifetime(Duration lifetime) {
        lock.lock();
        try {
            iterators.lifetime(lifetime);
        } finally {
            lock.unlock();
        }
    }

    void expireIterators() {
        lock.lock();
        try {
            iterators.expire();
        } finally {
            lock.unlock();
        }
    }

    /** A change by the test itself, which a stale read sees. */
    <T> T change(Function<Edit, T> change) {
        lock.lock();
        try {
            T result = changed(change);
            beforeLastWrite = state;
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** A request to the schema, which is as exclusive as one to the rows. */
    JsonNode schema(Function<SchemaRequests, JsonNode> request) {
        lock.lock();
        try {
            return request.apply(new SchemaRequests(tables));
        } finally {
            lock.unlock();
        }
    }

    /** @param stale whether a read sees the rows as they were before the last write */
    Answer answer(ApiCall call, Operation operation, boolean stale) {
        lock.lock();
        try {
            return Answer.ok(operation.isWrite() ? write(call, operation) : read(call, operation, stale));
        } finally {
            lock.unlock();
        }
    }

    private JsonNode read(ApiCall call, Operation operation, boolean stale) {
        RecordReads reads = new RecordReads(tables, stale ? beforeLastWrite : state);
        Table table = tables.get(call.part(0));
        if (operation == Operation.LIST) {
            JsonNode asked = call.method().equals("GET") ? call.query() : call.queryAndBody();
            return reads.list(ListQuery.from(asked, table), table, new Paging(iterators, order, clock.instant()));
        }
        if (operation == Operation.READ) {
            boolean byId = call.query().path("returnFieldsByFieldId").asBoolean();
            return reads.read(record(call), new FieldKeys(byId, false));
        }
        throw ApiFailure.notFound();
    }

    private JsonNode write(ApiCall call, Operation operation) {
        Table table = tables.get(call.part(0));
        BaseState before = state;
        JsonNode answer = changed(edit -> written(call, operation, new RecordWrites(table, edit)));
        beforeLastWrite = before;
        return answer;
    }

    private static JsonNode written(ApiCall call, Operation operation, RecordWrites writes) {
        if (operation == Operation.CREATE) {
            return writes.create(call.body());
        }
        boolean isOne = call.path().size() == 2;
        if (operation == Operation.DELETE) {
            return isOne ? writes.delete(record(call)) : writes.deleteAll(call.query());
        }
        boolean clearing = call.method().equals("PUT");
        return isOne ? writes.updateOne(call.body(), record(call), clearing) : writes.update(call.body(), clearing);
    }

    private static String record(ApiCall call) {
        String id = call.part(1);
        if (!Ids.isId("rec", id)) {
            throw ApiFailure.notFound();
        }
        return id;
    }

    private <T> T changed(Function<Edit, T> change) {
        Instant now = clock.instant();
        Edit edit = new Edit(tables, state, now);
        T result = change.apply(edit);
        if (edit.state().count() > Math.max(limit, state.count())) {
            throw ApiFailure.unprocessable(
                    "RECORD_LIMIT_EXCEEDED", "The base may not have more than " + limit + " records.");
        }
        state = edit.stored();
        return result;
    }
}
