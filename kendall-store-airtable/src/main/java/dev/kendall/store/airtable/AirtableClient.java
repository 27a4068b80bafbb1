package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Airtable's web API for one base, on one lane. Thread-safe.
 *
 * <p>What is written goes in batches of {@value #BATCH}: a batch is stored whole or not at all, several batches are not. Every write but a bare
 * {@link #create} may be repeated, here and by the caller: by record id or by the fields of an upsert it changes nothing the second time.
 */
final class AirtableClient {
    /** The most records in one request that writes. */
    static final int BATCH = 10;

    private static final int PAGE = 100;
    private static final int MAX_URL = 16_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AirtableOptions options;
    private final Requests requests;

    AirtableClient(AirtableOptions options, RequestLimiter limiter, Lane lane) {
        this(options, new Requests(options, limiter, lane));
    }

    private AirtableClient(AirtableOptions options, Requests requests) {
        this.options = options;
        this.requests = requests;
    }

    /** The same base, on another lane. */
    AirtableClient on(Lane lane) {
        return new AirtableClient(options, requests.on(lane));
    }

    /** The tables of the base with their fields, as Airtable describes them. */
    JsonNode schema() {
        return send(new Call("GET", schemaPath(), null, Repeat.SAFE, "read the schema", ""))
                .path("tables");
    }

    /** Adds a table. Not repeated: a second one of the name is refused. */
    void createTable(JsonNode description) {
        send(new Call("POST", schemaPath(), description, Repeat.UNSAFE, "add a table to the schema", ""));
    }

    /** Adds a field to a table, which is named by its id. Not repeated: a second one of the name is refused. */
    void createField(String tableId, JsonNode description) {
        send(new Call(
                "POST",
                schemaPath() + "/" + encoded(tableId) + "/fields",
                description,
                Repeat.UNSAFE,
                "add a field to the schema",
                ""));
    }

    private String schemaPath() {
        return "meta/bases/" + options.base() + "/tables";
    }

    /**
     * The pages of a listing, read as the iteration goes. When Airtable loses its place the listing begins again, and leaves out the records that
     * were given before: the order is frozen on the first page of each, the values are as of each page.
     */
    Iterable<List<AirtableRecord>> pages(String table, ListQuery query) {
        return () -> new ListPages(this, table, query);
    }

    /** The listing as a whole. */
    List<AirtableRecord> list(String table, ListQuery query) {
        List<AirtableRecord> all = new ArrayList<>();
        pages(table, query).forEach(all::addAll);
        return all;
    }

    /**
     * One page of a listing.
     *
     * @throws ApiProblem when its iterator is gone
     */
    JsonNode page(String table, ListQuery query, @Nullable String offset) {
        String path = path(table) + "?" + parameters(query, offset);
        int length = options.endpoint().toString().length() + "/v0/".length() + path.length();
        return requests.send(
                length < MAX_URL
                        ? new Call("GET", path, null, Repeat.SAFE, "read", table)
                        : new Call(
                                "POST", path(table) + "/listRecords", body(query, offset), Repeat.SAFE, "read", table));
    }

    KendallException lost(String table, ApiProblem problem) {
        return requests.failure(new Call("GET", path(table), null, Repeat.SAFE, "read", table), problem);
    }

    private static String parameters(ListQuery query, @Nullable String offset) {
        List<String> parameters = new ArrayList<>();
        parameters.add("pageSize=" + PAGE);
        if (query.filter() != null) {
            parameters.add("filterByFormula=" + encoded(query.filter().source()));
        }
        query.fields().forEach(field -> parameters.add(encoded("fields[]") + "=" + encoded(field)));
        for (int i = 0; i < query.sort().size(); i++) {
            ListQuery.Sort sort = query.sort().get(i);
            parameters.add(encoded("sort[" + i + "][field]") + "=" + encoded(sort.field()));
            parameters.add(encoded("sort[" + i + "][direction]") + "=" + direction(sort));
        }
        if (query.max() > 0) {
            parameters.add("maxRecords=" + query.max());
        }
        if (offset != null) {
            parameters.add("offset=" + encoded(offset));
        }
        return String.join("&", parameters);
    }

    private static ObjectNode body(ListQuery query, @Nullable String offset) {
        ObjectNode body = NODES.objectNode().put("pageSize", PAGE);
        if (query.filter() != null) {
            body.put("filterByFormula", query.filter().source());
        }
        if (!query.fields().isEmpty()) {
            ArrayNode fields = body.putArray("fields");
            query.fields().forEach(fields::add);
        }
        if (!query.sort().isEmpty()) {
            ArrayNode sorts = body.putArray("sort");
            query.sort()
                    .forEach(
                            sort -> sorts.addObject().put("field", sort.field()).put("direction", direction(sort)));
        }
        if (query.max() > 0) {
            body.put("maxRecords", query.max());
        }
        if (offset != null) {
            body.put("offset", offset);
        }
        return body;
    }

    private static String direction(ListQuery.Sort sort) {
        return sort.direction() == ListQuery.Direction.ASC ? "asc" : "desc";
    }

    /** The record, or empty when it is not there. */
    Optional<AirtableRecord> find(String table, String recordId) {
        return list(
                        table,
                        ListQuery.where(Formula.eq(Formula.recordId(), Formula.text(recordId)))
                                .atMost(1))
                .stream()
                .findFirst();
    }

    /** Changes records by their ids, as they are given; cells that are not named stay. */
    List<AirtableRecord> update(String table, List<RecordWrite> writes) {
        return batched(writes, batch -> write("PATCH", table, batch, List.of()));
    }

    /**
     * Changes the records whose {@code keys} are those given, and creates the others.
     *
     * @param keys 1 to 3 field names
     */
    List<AirtableRecord> upsert(String table, List<RecordWrite> writes, List<String> keys) {
        return batched(writes, batch -> write("PATCH", table, batch, keys));
    }

    /**
     * Creates records. Where it stays unknown whether a batch was stored, it is sent again only when {@code stored} does not find it.
     *
     * @param stored looks a batch up: the records that it became, or none
     */
    List<AirtableRecord> create(
            String table, List<RecordWrite> writes, Function<List<RecordWrite>, List<AirtableRecord>> stored) {
        return batched(writes, batch -> {
            try {
                return write("POST", table, batch, List.of());
            } catch (StorageUnavailable e) {
                List<AirtableRecord> found = stored.apply(batch);
                return found.isEmpty() ? write("POST", table, batch, List.of()) : found;
            }
        });
    }

    private static List<AirtableRecord> batched(
            List<RecordWrite> writes, Function<List<RecordWrite>, List<AirtableRecord>> request) {
        List<AirtableRecord> results = new ArrayList<>();
        for (int from = 0; from < writes.size(); from += BATCH) {
            results.addAll(halved(writes.subList(from, Math.min(writes.size(), from + BATCH)), request));
        }
        return results;
    }

    /** Ten long texts together may be too much where each alone is not. */
    private static List<AirtableRecord> halved(
            List<RecordWrite> batch, Function<List<RecordWrite>, List<AirtableRecord>> request) {
        try {
            return request.apply(batch);
        } catch (ApiProblem problem) {
            int half = batch.size() / 2;
            List<AirtableRecord> results = new ArrayList<>(halved(batch.subList(0, half), request));
            results.addAll(halved(batch.subList(half, batch.size()), request));
            return results;
        }
    }

    private List<AirtableRecord> write(String method, String table, List<RecordWrite> batch, List<String> keys) {
        ObjectNode body = NODES.objectNode();
        ArrayNode records = body.putArray("records");
        for (RecordWrite write : batch) {
            ObjectNode record = records.addObject();
            if (write.recordId() != null) {
                record.put("id", write.recordId());
            }
            record.set("fields", write.fields());
        }
        if (!keys.isEmpty()) {
            ArrayNode merged = body.putObject("performUpsert").putArray("fieldsToMergeOn");
            keys.forEach(merged::add);
        }
        Repeat repeat = method.equals("POST") ? Repeat.UNSAFE : Repeat.SAFE;
        Call call = new Call(method, path(table), body, repeat, "write to", table);
        try {
            return records(requests.send(call));
        } catch (ApiProblem problem) {
            if (problem.kind() == ApiProblem.Kind.TOO_LARGE && batch.size() > 1) {
                throw problem;
            }
            throw requests.failure(call, problem);
        }
    }

    /** Deletes records; those that are gone already are no failure. */
    void delete(String table, Collection<String> recordIds) {
        List<String> ids = List.copyOf(recordIds);
        for (int from = 0; from < ids.size(); from += BATCH) {
            deleteBatch(table, ids.subList(from, Math.min(ids.size(), from + BATCH)));
        }
    }

    private void deleteBatch(String table, List<String> ids) {
        try {
            requests.send(deleting(table, ids));
        } catch (KendallException | ApiProblem e) {
            // One that is gone fails the batch, and its error is also that of a missing permission: what is still there
            // tells them apart.
            List<String> left = left(table, ids);
            if (left.size() == ids.size()) {
                throw e instanceof ApiProblem problem
                        ? requests.failure(deleting(table, ids), problem)
                        : (KendallException) e;
            }
            if (!left.isEmpty()) {
                deleteBatch(table, left);
            }
        }
    }

    private Call deleting(String table, List<String> ids) {
        String parameters =
                ids.stream().map(id -> encoded("records[]") + "=" + encoded(id)).collect(Collectors.joining("&"));
        return new Call("DELETE", path(table) + "?" + parameters, null, Repeat.SAFE, "delete from", table);
    }

    private List<String> left(String table, List<String> ids) {
        Formula any = Formula.in(Formula.recordId(), ids.stream());
        return list(table, ListQuery.where(any)).stream()
                .map(AirtableRecord::id)
                .toList();
    }

    private JsonNode send(Call call) {
        try {
            return requests.send(call);
        } catch (ApiProblem problem) {
            throw requests.failure(call, problem);
        }
    }

    static List<AirtableRecord> records(JsonNode answer) {
        List<AirtableRecord> records = new ArrayList<>();
        for (JsonNode record : answer.path("records")) {
            records.add(record(record));
        }
        return records;
    }

    private static AirtableRecord record(JsonNode node) {
        ObjectNode fields = node.path("fields") instanceof ObjectNode object ? object : NODES.objectNode();
        try {
            return new AirtableRecord(
                    node.path("id").asText(),
                    Instant.parse(node.path("createdTime").asText()),
                    fields);
        } catch (DateTimeParseException e) {
            throw new StorageUnavailable(
                    "Airtable gave a record without a readable createdTime; try later", Duration.ofSeconds(30), e);
        }
    }

    private String path(String table) {
        return options.base() + "/" + encoded(table);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
