package dev.kendall.testkit.airtable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;

/** Changes that become visible together, or not at all when one of them is refused. */
final class Edit {
    private final Tables tables;
    private final Instant now;
    private final List<Runnable> whenStored = new ArrayList<>();
    private BaseState state;

    Edit(Tables tables, BaseState state, Instant now) {
        this.tables = tables;
        this.state = state;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    Tables tables() {
        return tables;
    }

    /** With what was changed so far. */
    BaseState state() {
        return state;
    }

    RowView view(Table table, Row row) {
        return new RowView(tables, state, table, row);
    }

    /** Something that is to happen with the change of the rows. */
    void whenStored(Runnable change) {
        whenStored.add(change);
    }

    BaseState stored() {
        whenStored.forEach(Runnable::run);
        return state;
    }

    /** A new row with these cells, of which null ones are empty. */
    Row create(Table table, Map<Field, @Nullable Object> cells) {
        Row row = new Row(tables.nextId("rec"), table.nextNumber(), now, now, Map.of());
        state = state.with(table, row);
        return update(table, row.id(), cells);
    }

    /** A row that has nothing but a title, as typecast makes them of names in a link field. */
    Row createTitled(Table table, String title) {
        Field primary = table.primary();
        Map<Field, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put(primary, primary.parse(Json.NODES.textNode(title), new CellWriting(primary, true, this)));
        Row row = new Row(tables.nextId("rec"), table.nextNumber(), now, now, Map.of()).with(cells);
        state = state.with(table, row);
        return row;
    }

    /** Puts these cells into the row; null empties one. The row counts as changed when one of them is another than before. */
    Row update(Table table, String id, Map<Field, @Nullable Object> cells) {
        Row before = get(table, id);
        Row after = before.with(cells);
        if (before.cells().equals(after.cells())) {
            return before;
        }
        state = state.with(table, after.modifiedAt(now));
        for (Field field : cells.keySet()) {
            if (field.type() instanceof LinkType link) {
                mirror(link, id, LinkType.ids(before.cell(field)), LinkType.ids(after.cell(field)));
            }
        }
        return get(table, id);
    }

    void delete(Table table, String id) {
        Row row = get(table, id);
        for (Field field : table.fields()) {
            if (field.type() instanceof LinkType link) {
                mirror(link, id, LinkType.ids(row.cell(field)), OrderedPSet.empty());
            }
        }
        for (Field field : table.fields()) {
            // A table's links to itself have no other side that would know who links here.
            if (field.type() instanceof LinkType link && link.inverse() == null) {
                for (Row other : List.copyOf(state.rows(table))) {
                    change(
                            table,
                            other.id(),
                            field,
                            LinkType.ids(other.cell(field)).minus(id));
                }
            }
        }
        state = state.without(table, id);
    }

    /** Makes the other side of a link say the same. */
    private void mirror(LinkType link, String id, OrderedPSet<String> before, OrderedPSet<String> after) {
        Field inverse = link.inverse();
        if (inverse == null) {
            return;
        }
        for (String gone : before) {
            if (!after.contains(gone) && state.find(link.linked(), gone).isPresent()) {
                change(
                        link.linked(),
                        gone,
                        inverse,
                        linksOf(link, gone, inverse).minus(id));
            }
        }
        for (String come : after) {
            if (!before.contains(come)) {
                change(
                        link.linked(),
                        come,
                        inverse,
                        linksOf(link, come, inverse).plus(id));
            }
        }
    }

    private OrderedPSet<String> linksOf(LinkType link, String id, Field inverse) {
        return LinkType.ids(get(link.linked(), id).cell(inverse));
    }

    private void change(Table table, String id, Field field, OrderedPSet<String> links) {
        Row row = get(table, id);
        if (!LinkType.ids(row.cell(field)).equals(links)) {
            state = state.with(table, row.with(field, links).modifiedAt(now));
        }
    }

    private Row get(Table table, String id) {
        return state.find(table, id).orElseThrow(() -> ApiFailure.noRow(id));
    }
}
