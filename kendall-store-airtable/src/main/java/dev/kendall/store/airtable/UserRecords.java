package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.entity.EntityKind;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of users: whose is which. Thread-safe.
 *
 * <p>A user's id is what Kendall has stamped on the record; else the value of the field that the map names; else the record's own id. Of several
 * records of one id the oldest is the user.
 */
final class UserRecords {
    private static final Comparator<AirtableRecord> OLDEST_FIRST =
            Comparator.comparing(AirtableRecord::createdTime).thenComparing(AirtableRecord::id);
    private static final int KNOWN = 10_000;
    private static final long KNOWN_NANOS = Duration.ofMinutes(1).toNanos();

    private record Known(Owner owner, long until) {}

    private final BaseTables base;
    private final RecordMapping mapping;
    private final TableLayout table;
    private final Rejects rejects;
    private final Map<UserId, Known> known;

    UserRecords(BaseTables base, Rejects rejects) {
        this(base, rejects, new ConcurrentHashMap<>());
    }

    private UserRecords(BaseTables base, Rejects rejects, Map<UserId, Known> known) {
        this.base = base;
        this.mapping = base.mapping(AirtableTable.USERS);
        this.table = mapping.table();
        this.rejects = rejects;
        this.known = known;
    }

    /** The same records, and what is known of them, read on another lane. */
    UserRecords on(BaseTables lane) {
        return new UserRecords(lane, rejects, known);
    }

    /** The id of the user whose record it is. */
    UserId idOf(AirtableRecord record) {
        String stamped = mapping.kendall(record, KendallField.ID);
        if (stamped != null) {
            return UserId.of(KeyText.id(stamped));
        }
        String field = table.userId();
        JsonNode value = field == null ? null : record.fields().get(field);
        String own = value == null ? "" : value.asText().strip();
        return UserId.of(own.isEmpty() ? record.id() : own);
    }

    /** The user as stored now. */
    Optional<Owner> find(UserId user) {
        LastWrites lastWrites = base.shared().lastWrites();
        Optional<Owner> found = read(user);
        for (int i = 0;
                i < LastWrites.AGAIN && lastWrites.isOlder(user, EntityKind.USER, id -> true, rows(found));
                i++) {
            found = read(user);
        }
        return found.map(this::remember);
    }

    private static List<LoadedRow> rows(Optional<Owner> found) {
        return found
                .map(owner -> new LoadedRow(
                        new OfUser(owner.user()), owner.recordId(), owner.user().created(), true))
                .stream()
                .toList();
    }

    private Optional<Owner> read(UserId user) {
        return base.client().list(table.path(), ListQuery.where(named(user))).stream()
                .filter(record -> isOf(record, user))
                .min(OLDEST_FIRST)
                .flatMap(record -> owner(record, user));
    }

    private boolean isOf(AirtableRecord record, UserId user) {
        try {
            return idOf(record).equals(user);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The user as stored now or within the last minute: whether there is one, and which record it is, seldom changes. */
    Optional<Owner> known(UserId user) {
        Known found = known.get(user);
        boolean fresh = found != null && base.shared().limiter().pacer().nanos() - found.until() < 0;
        return found != null && fresh ? Optional.of(found.owner()) : find(user);
    }

    private Owner remember(Owner owner) {
        if (known.size() >= KNOWN) {
            known.clear();
        }
        known.put(owner.id(), new Known(owner, base.shared().limiter().pacer().nanos() + KNOWN_NANOS));
        return owner;
    }

    void forget(UserId user) {
        known.remove(user);
    }

    private Formula named(UserId user) {
        List<Formula> ways = new ArrayList<>();
        if (table.kendall().contains(KendallField.ID)) {
            ways.add(Formula.eq(Formula.field(KendallField.ID.title()), Formula.text(KeyText.of(user.value()))));
        }
        if (table.userId() != null) {
            ways.add(Formula.eq(Formula.field(table.userId()), Formula.text(user.value())));
        }
        ways.add(Formula.eq(Formula.recordId(), Formula.text(user.value())));
        return Formula.or(ways);
    }

    private Optional<Owner> owner(AirtableRecord record, UserId user) {
        try {
            User row = ((OfUser) mapping.decode(record, user).row()).user();
            return Optional.of(new Owner(row, record.id(), label(record)));
        } catch (Unreadable e) {
            rejects.report(table, record, e);
            return Optional.empty();
        }
    }

    /** What links to the record are compared by; empty where that is no plain text. */
    private String label(AirtableRecord record) {
        JsonNode value = record.fields().path(table.primary());
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    }

    /** Every user. */
    List<Owner> all() {
        Map<UserId, AirtableRecord> records = new LinkedHashMap<>();
        for (AirtableRecord record : base.client().list(table.path(), ListQuery.all())) {
            try {
                records.merge(idOf(record), record, (a, b) -> OLDEST_FIRST.compare(a, b) < 0 ? a : b);
            } catch (IllegalArgumentException e) {
                rejects.report(table, record, new Unreadable("", String.valueOf(e.getMessage())));
            }
        }
        List<Owner> owners = new ArrayList<>();
        records.forEach((user, record) -> owner(record, user).ifPresent(owners::add));
        return owners;
    }

    /** Which records of a table may be the user's: certainly all that are, and few others. */
    @Nullable
    Formula owned(TableLayout of, Owner owner) {
        boolean stamped = of.kendall().contains(KendallField.USER);
        Formula mark = Formula.field(KendallField.USER.title());
        Formula own = Formula.eq(mark, Formula.text(KeyText.of(owner.id().value())));
        if (of.table() == AirtableTable.THREADS) {
            return own;
        }
        Formula legacy = legacy(Owners.column(of), owner);
        if (!stamped) {
            return legacy;
        }
        Formula unmarked = Formula.empty(mark);
        return Formula.or(own, legacy == null ? unmarked : Formula.and(unmarked, legacy));
    }

    /** A link is compared by the label of the record it leads to, of which another user's may be a part. */
    private static @Nullable Formula legacy(Column column, Owner owner) {
        Formula cell = Formula.field(column.name());
        if (column.isLink()) {
            // A quote in a label is doubled where several are joined: what is between quotes is found in any case.
            String part = "";
            for (String piece : owner.label().split("\"")) {
                part = piece.length() > part.length() ? piece : part;
            }
            return part.isBlank() ? null : Formula.contains(cell, Formula.text(part));
        }
        return Formula.or(
                Formula.contains(cell, Formula.text(owner.recordId())),
                Formula.contains(cell, Formula.text(owner.id().value())));
    }

    /** Whether the record is the user's. */
    boolean isOwned(RecordMapping of, AirtableRecord record, Owner owner) {
        String stamped = of.kendall(record, KendallField.USER);
        if (stamped != null) {
            return KeyText.id(stamped).equals(owner.id().value());
        } else if (of.table().table() == AirtableTable.THREADS) {
            return false;
        }
        try {
            String named = Owners.of(of.table(), record);
            return named.equals(owner.recordId()) || named.equals(owner.id().value());
        } catch (Unreadable e) {
            return false;
        }
    }
}
