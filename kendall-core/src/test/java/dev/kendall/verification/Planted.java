package dev.kendall.verification;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.fixture.RecordChange;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryType;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rows with one field changed by the least that counts. */
final class Planted {
    private static final Set<String> KEYS = Set.of("user", "id");

    private Planted() {}

    /** The fields of the row's record that can change while it stays the same row; a profile's own for the profile. */
    static List<String> fields(StoredRow row) {
        List<String> names = new ArrayList<>(components(domain(row)));
        names.removeAll(KEYS);
        if (names.remove("profile")) {
            names.addAll(components(Profile.empty()));
        }
        return names;
    }

    private static List<String> components(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The record within the row. */
    static Record domain(StoredRow row) {
        return (Record) RecordChange.get(
                (Record) row, row.getClass().getRecordComponents()[0].getName());
    }

    static StoredRow with(StoredRow row, Record domain) {
        return (StoredRow) RecordChange.with(
                (Record) row, row.getClass().getRecordComponents()[0].getName(), domain);
    }

    /** The row with another value of the field. */
    static StoredRow changed(StoredRow row, String field) {
        Record domain = domain(row);
        if (domain instanceof User user && components(user.profile()).contains(field)) {
            return new StoredRow.OfUser(RecordChange.with(
                    user,
                    "profile",
                    RecordChange.with(user.profile(), field, other(field, RecordChange.get(user.profile(), field)))));
        }
        return with(row, RecordChange.with(domain, field, other(field, RecordChange.get(domain, field))));
    }

    /** The row in the hands of another user. */
    static StoredRow owned(StoredRow row, Object user) {
        Record domain = RecordChange.with(domain(row), "user", user);
        if (domain instanceof Memory memory) {
            return new StoredRow.OfMemory(RecordChange.with(memory, "supersededBy", null), List.of());
        }
        return with(row, domain);
    }

    private static Object other(String field, Object value) {
        switch (field) {
            case "phone":
                return "+442079460123";
            case "email":
                return "planted@example.org";
            case "region":
                return "GB".equals(value) ? "US" : "GB";
            case "zone":
                return ZoneId.of("Asia/Tokyo");
            case "schedule":
                return value == null
                        ? Schedule.daily(null)
                        : Schedule.daily(
                                LocalTime.NOON.equals(((Schedule) value).time()) ? LocalTime.MIDNIGHT : LocalTime.NOON);
            case "confidence":
                return (double) value > 0.5 ? (double) value - 0.000_001 : (double) value + 0.000_001;
            case "thread":
                return ThreadId.of("planted");
            case "contact":
                return new ContactId(new UUID(1, 2));
            case "supersededBy":
                return new MemoryId(new UUID(1, 2));
            case "evidence", "sources":
                return with((Collection<?>) value, new MessageId(new UUID(1, 2)), false);
            case "tags":
                return with((Collection<?>) value, "planted", true);
            case "traits", "boundaries":
                return with((Collection<?>) value, "planted", false);
            default:
                return other(value);
        }
    }

    private static Object other(Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof Instant time) {
            return time.isAfter(Instant.EPOCH) ? time.minus(1, ChronoUnit.MICROS) : time.plus(1, ChronoUnit.MICROS);
        } else if (value instanceof Long number) {
            return number + 1;
        } else if (value instanceof Integer number) {
            return number == Integer.MAX_VALUE ? number - 1 : number + 1;
        } else if (value instanceof Attributes attributes) {
            return attributes.with("planted", true);
        } else if (value instanceof Enum<?> one) {
            Enum<?>[] all = one.getDeclaringClass().getEnumConstants();
            return all[(one.ordinal() + 1) % all.length];
        } else if (value instanceof MemoryType) {
            return MemoryType.of("planted");
        } else if (value instanceof PatternType) {
            return PatternType.of("planted");
        }
        return value + ".";
    }

    private static Object with(Collection<?> values, Object added, boolean set) {
        List<Object> list = new ArrayList<>(values);
        list.add(added);
        return set ? new LinkedHashSet<>(list) : list;
    }

    /** The revision with another reason. */
    static MemoryRevision changed(MemoryRevision revision) {
        return RecordChange.with(revision, "reason", revision.reason() + ".");
    }
}
