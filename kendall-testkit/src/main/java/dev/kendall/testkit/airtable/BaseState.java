package dev.kendall.testkit.airtable;

import java.util.Collection;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * All rows of a base at one moment. Immutable: a batch that fails leaves no trace because its state is dropped, and a stale read is a
 * read of the state before.
 */
final class BaseState {
    static final BaseState EMPTY = new BaseState(HashTreePMap.empty(), 0);

    private final PMap<String, PMap<String, Row>> rows;
    private final int count;

    private BaseState(PMap<String, PMap<String, Row>> rows, int count) {
        this.rows = rows;
        this.count = count;
    }

    /** Rows of all tables together. */
    int count() {
        return count;
    }

    Optional<Row> find(Table table, String id) {
        return Optional.ofNullable(of(table).get(id));
    }

    /** In no order. */
    Collection<Row> rows(Table table) {
        return of(table).values();
    }

    BaseState with(Table table, Row row) {
        PMap<String, Row> before = of(table);
        PMap<String, Row> after = before.plus(row.id(), row);
        return new BaseState(rows.plus(table.id(), after), count + after.size() - before.size());
    }

    BaseState without(Table table, String id) {
        PMap<String, Row> before = of(table);
        PMap<String, Row> after = before.minus(id);
        return new BaseState(rows.plus(table.id(), after), count + after.size() - before.size());
    }

    private PMap<String, Row> of(Table table) {
        PMap<String, Row> own = rows.get(table.id());
        return own == null ? HashTreePMap.empty() : own;
    }
}
