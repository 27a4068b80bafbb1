package dev.kendall.store.airtable;

import static dev.kendall.store.airtable.AirtableField.*;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kendall.attributes.Attributes;
import dev.kendall.json.DomainJson;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.pattern.Schedule.Frequency;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfPattern;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Patterns. Their description and schedule stand in a JSON text. */
final class PatternMapping implements RowMapping {
    private static final String LEGACY_CONTACT = "recurring_call";
    private static final List<String> AS_ATTRIBUTES = List.of("contactName", "contactPhone", "metadata");
    private static final Set<String> KNOWN =
            Set.of("description", "frequency", "dayOfWeek", "timeOfDay", "contactName", "contactPhone", "metadata");

    @Override
    public StoredRow fresh(Reading record) {
        PatternType type = type(record);
        JsonNode data = data(record);
        String description = description(record, data, type);
        Schedule schedule = schedule(record, data);
        for (String name : AS_ATTRIBUTES) {
            if (!CellValues.isEmpty(data.get(name))) {
                record.attribute(name, data.get(name));
            }
        }
        if (data.properties().stream().anyMatch(entry -> !KNOWN.contains(entry.getKey()))) {
            record.keep(PATTERN_DATA, "it has fields that are not known");
        }
        double confidence = confidence(record);
        Instant lastObserved = record.time(PATTERN_LAST_OBSERVED);
        Instant created = record.created(PATTERN_CREATED);
        Instant updated = record.updated(PATTERN_UPDATED, created);
        return new OfPattern(new Pattern(
                record.user(),
                new PatternId(record.id()),
                type,
                description,
                schedule,
                null,
                confidence,
                0,
                null,
                lastObserved,
                List.of(),
                PatternStatus.ACTIVE,
                record.attributes(),
                created,
                updated,
                1));
    }

    private static PatternType type(Reading record) {
        String type = record.requiredText(PATTERN_TYPE, 100).strip();
        try {
            return type.equals(LEGACY_CONTACT) ? PatternType.RECURRING_CONTACT : PatternType.of(type);
        } catch (IllegalArgumentException e) {
            throw record.rejected(PATTERN_TYPE, "it is none of the types that are known, nor a name for one");
        }
    }

    private static JsonNode data(Reading record) {
        String text = record.exactText(PATTERN_DATA);
        if (text == null) {
            record.note(PATTERN_DATA, "it is empty");
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode data = Transport.JSON.readTree(text);
            if (data == null || !data.isObject()) {
                throw record.rejected(PATTERN_DATA, "it is no JSON object");
            }
            return data;
        } catch (JacksonException e) {
            throw record.rejected(
                    PATTERN_DATA,
                    "it is no JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : ": see its column " + e.getLocation().getColumnNr()));
        }
    }

    private static String description(Reading record, JsonNode data, PatternType type) {
        String text =
                data.path("description").isTextual() ? data.path("description").asText() : "";
        if (text.isBlank()) {
            record.note(PATTERN_DATA, "it has no description; the type's name is taken");
            return type.value();
        } else if (text.length() > 2_000) {
            record.keep(PATTERN_DATA, "its description has more than 2000 characters, and is cut");
            return text.substring(0, Character.isHighSurrogate(text.charAt(1_999)) ? 1_999 : 2_000);
        }
        return text;
    }

    private static @Nullable Schedule schedule(Reading record, JsonNode data) {
        JsonNode frequency = data.path("frequency");
        JsonNode day = data.path("dayOfWeek");
        JsonNode time = data.path("timeOfDay");
        if (CellValues.isEmpty(frequency) && CellValues.isEmpty(day) && CellValues.isEmpty(time)) {
            return null;
        }
        try {
            return new Schedule(
                    CellValues.isEmpty(frequency)
                            ? Frequency.CUSTOM
                            : Frequency.valueOf(frequency.asText().toUpperCase(Locale.ROOT)),
                    CellValues.isEmpty(day) ? Set.of() : Set.of(day(day)),
                    null,
                    CellValues.isEmpty(time) ? null : LocalTime.parse(time.asText()));
        } catch (IllegalArgumentException | DateTimeException e) {
            record.keep(PATTERN_DATA, "its schedule cannot be read, and the pattern has none");
            return null;
        }
    }

    /** Legacy weeks begin on Sunday, which is 0. */
    private static DayOfWeek day(JsonNode day) {
        int number = day.isIntegralNumber() ? day.intValue() : Integer.parseInt(day.asText());
        if (number < 0 || number > 6) {
            throw new IllegalArgumentException("no day of the week");
        }
        return number == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(number);
    }

    private static double confidence(Reading record) {
        BigDecimal confidence = record.number(PATTERN_CONFIDENCE);
        if (confidence == null) {
            record.note(PATTERN_CONFIDENCE, "there is none; 0 is taken");
            return 0;
        }
        double value = confidence.doubleValue();
        if (value < 0 || value > 1) {
            record.keep(PATTERN_CONFIDENCE, "it is not from 0 to 1, so 0 is taken");
            return 0;
        }
        return value;
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        Pattern pattern = ((OfPattern) row).pattern();
        boolean legacyContact = pattern.type().equals(PatternType.RECURRING_CONTACT);
        return new Cells()
                .text(
                        PATTERN_TYPE,
                        legacyContact ? LEGACY_CONTACT : pattern.type().value())
                .text(PATTERN_DATA, data(pattern).toString())
                .number(PATTERN_CONFIDENCE, BigDecimal.valueOf(pattern.confidence()))
                .time(PATTERN_LAST_OBSERVED, pattern.lastObserved())
                .time(PATTERN_CREATED, pattern.created())
                .time(PATTERN_UPDATED, pattern.updated())
                .values();
    }

    /** The legacy text, with what it had that Kendall does not know. */
    private static ObjectNode data(Pattern pattern) {
        Attributes attributes = pattern.attributes();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        attributes.findText(PATTERN_DATA.defaultName()).ifPresent(text -> {
            try {
                if (Transport.JSON.readTree(text) instanceof ObjectNode whole) {
                    data.setAll(whole);
                }
            } catch (JacksonException e) {
                // The host has put something else there; that stands in Kendall's own field.
            }
        });
        data.put("description", pattern.description());
        Schedule schedule = pattern.schedule();
        if (schedule != null) {
            data.put("frequency", schedule.frequency().name().toLowerCase(Locale.ROOT));
            data.remove(List.of("dayOfWeek", "timeOfDay"));
            schedule.days().stream().findFirst().ifPresent(day -> data.put("dayOfWeek", day.getValue() % 7));
            LocalTime time = schedule.time();
            if (time != null) {
                data.put("timeOfDay", time.toString());
            }
        }
        for (String name : AS_ATTRIBUTES) {
            attributes.findText(name).ifPresent(text -> data.set(name, objectOr(text)));
        }
        return data;
    }

    private static JsonNode objectOr(String text) {
        try {
            JsonNode tree = text.startsWith("{") || text.startsWith("[") ? Transport.JSON.readTree(text) : null;
            return tree == null ? TextNode.valueOf(text) : tree;
        } catch (JacksonException e) {
            return TextNode.valueOf(text);
        }
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        Pattern was = ((OfPattern) stored).pattern();
        Pattern now = ((OfPattern) fresh).pattern();
        return new OfPattern(new Pattern(
                was.user(),
                was.id(),
                Cells.pick(fields, PATTERN_TYPE, was.type(), now.type()),
                Cells.pick(fields, PATTERN_DATA, was.description(), now.description()),
                Cells.pickOrNull(fields, PATTERN_DATA, was.schedule(), now.schedule()),
                was.contact(),
                Cells.pick(fields, PATTERN_CONFIDENCE, was.confidence(), now.confidence()),
                was.observations(),
                was.firstObserved(),
                Cells.pickOrNull(fields, PATTERN_LAST_OBSERVED, was.lastObserved(), now.lastObserved()),
                was.evidence(),
                was.status(),
                attributes(was.attributes(), now.attributes(), fields),
                Cells.pick(fields, PATTERN_CREATED, was.created(), now.created()),
                Cells.pick(fields, PATTERN_UPDATED, was.updated(), now.updated()),
                was.version() + 1));
    }

    private static Attributes attributes(Attributes was, Attributes now, Set<AirtableField> fields) {
        return fields.contains(PATTERN_DATA) ? Cells.taken(was, now, AS_ATTRIBUTES) : was;
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfPattern) row).pattern());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfPattern(DomainJson.read(json, Pattern.class));
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of();
    }
}
