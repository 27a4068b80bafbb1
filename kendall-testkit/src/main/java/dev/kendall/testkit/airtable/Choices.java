package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The options of a select field, in their order. Thread-safe; they only grow. */
final class Choices {
    private final Ids ids;
    private final Map<String, Choice> byName = new ConcurrentSkipListMap<>();
    private final AtomicInteger last = new AtomicInteger();

    Choices(Collection<String> names, Ids ids) {
        this.ids = ids;
        names.forEach(this::add);
    }

    private record Choice(String id, int place) {}

    private void add(String name) {
        byName.computeIfAbsent(name, any -> new Choice(ids.next("sel"), last.incrementAndGet()));
    }

    /**
     * The name of an option that is there, or that comes into being when the batch does.
     *
     * @throws ApiFailure when it is not there and typecast is off
     */
    String require(JsonNode given, CellWriting writing) {
        if (!given.isTextual() && !(writing.typecast() && given.isValueNode())) {
            throw writing.refused();
        }
        // Blanks around a name are dropped, as they are in the names of options.
        String name = given.asText().strip();
        if (!byName.containsKey(name)) {
            if (!writing.typecast()) {
                throw ApiFailure.option(name);
            }
            writing.edit().whenStored(() -> add(name));
        }
        return name;
    }

    /** From 1; behind all others when it is none. */
    int place(String name) {
        Choice choice = byName.get(name);
        return choice == null ? Integer.MAX_VALUE : choice.place();
    }

    ObjectNode options() {
        ArrayNode choices = Json.array();
        byName.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.place(), b.place())))
                .forEach(choice -> choices.add(
                        Json.object().put("id", choice.getValue().id()).put("name", choice.getKey())));
        return Json.object().set("choices", choices);
    }
}
