package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A table's name and columns; its rows are in {@link BaseState}. Names and ids are looked up with their case. */
final class Table {
    private static final String VIEW = "Grid view";

    private final String id;
    private final String viewId;
    private final List<Field> fields = new CopyOnWriteArrayList<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private volatile String name;

    Table(String name, Ids ids) {
        this.id = ids.next("tbl");
        this.viewId = ids.next("viw");
        this.name = name;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    void rename(String name) {
        this.name = name;
    }

    /** In their order; the first is the primary one. */
    List<Field> fields() {
        return fields;
    }

    Field primary() {
        return fields.get(0);
    }

    void add(Field field) {
        fields.add(field);
    }

    /** Orders the fields by their names' places in {@code names}; others come last. */
    void arrange(List<String> names) {
        fields.sort((a, b) -> Integer.compare(place(names, a), place(names, b)));
    }

    private static int place(List<String> names, Field field) {
        int place = names.indexOf(field.name());
        return place < 0 ? names.size() : place;
    }

    Optional<Field> findField(String nameOrId) {
        return fields.stream()
                .filter(field -> field.name().equals(nameOrId) || field.id().equals(nameOrId))
                .findFirst();
    }

    /** The field of a request, which refuses it when it is not there. */
    Field field(String nameOrId) {
        return findField(nameOrId).orElseThrow(() -> ApiFailure.unknownField(nameOrId));
    }

    boolean hasView(String nameOrId) {
        return VIEW.equals(nameOrId) || viewId.equals(nameOrId);
    }

    long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    ObjectNode described() {
        ObjectNode described = Json.object()
                .put("id", id)
                .put("name", name)
                .put("primaryFieldId", primary().id());
        ArrayNode all = described.putArray("fields");
        fields.forEach(field -> all.add(field.described()));
        described
                .putArray("views")
                .addObject()
                .put("id", viewId)
                .put("name", VIEW)
                .put("type", "grid");
        return described;
    }
}
