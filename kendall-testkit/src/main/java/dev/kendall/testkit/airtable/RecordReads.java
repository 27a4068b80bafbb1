package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the requests that read answer. */
final class RecordReads {
    private final Tables tables;
    private final BaseState state;

    RecordReads(Tables tables, BaseState state) {
        this.tables = tables;
        this.state = state;
    }

    JsonNode list(ListQuery query, Table table, Paging paging) {
        Iterators.Page page = query.offset() == null
                ? paging.iterators().first(found(query, table, paging.order()), query.pageSize(), paging.now())
                : paging.iterators().next(query.offset(), query.pageSize(), paging.now());
        ObjectNode answer = Json.object();
        ArrayNode records = answer.putArray("records");
        for (String id : page.rows()) {
            // A row that was deleted since the first page is missing from its page.
            state.find(table, id).ifPresent(row -> records.add(view(table, row).record(query.fields(), query.keys())));
        }
        return page.offset() == null ? answer : answer.put("offset", page.offset());
    }

    /** What a list needs beyond the rows. */
    record Paging(Iterators iterators, RowOrder order, Instant now) {}

    private List<String> found(ListQuery query, Table table, RowOrder order) {
        Expression filter = query.filter();
        List<RowView> rows = state.rows(table).stream()
                .map(row -> view(table, row))
                .filter(view -> filter == null || filter.in(view).holds())
                .toList();
        return order.order(rows, query).stream()
                .limit(query.maxRecords())
                .map(view -> view.row().id())
                .toList();
    }

    /** Finds the row in any table of the base: Airtable does not look at the table when it has an id. */
    JsonNode read(String id, FieldKeys keys) {
        return tables.all().stream()
                .map(table -> state.find(table, id).map(row -> view(table, row)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(view -> view.record(view.table().fields(), keys))
                .orElseThrow(() -> ApiFailure.noRecord(id));
    }

    private RowView view(Table table, Row row) {
        return new RowView(tables, state, table, row);
    }
}
