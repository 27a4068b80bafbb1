package dev.kendall.store.airtable;

import dev.kendall.user.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose each record is, from one pass over the users' table. Not thread-safe. */
final class OwnerDirectory {
    private static final Comparator<AirtableRecord> OLDEST_FIRST =
            Comparator.comparing(AirtableRecord::createdTime).thenComparing(AirtableRecord::id);

    private final BaseTables base;
    private final UserRecords users;
    private final Map<String, UserId> byRecord = new HashMap<>();
    private final Map<UserId, AirtableRecord> oldest = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private boolean isRead;

    OwnerDirectory(BaseTables base, UserRecords users) {
        this.base = base;
        this.users = users;
    }

    private void read() {
        if (!isRead) {
            TableLayout table = base.table(AirtableTable.USERS);
            base.client().pages(table.path(), ListQuery.all()).forEach(page -> page.forEach(this::learn));
            isRead = true;
        }
    }

    private void learn(AirtableRecord record) {
        try {
            UserId user = users.idOf(record);
            byRecord.put(record.id(), user);
            AirtableRecord bare = new AirtableRecord(
                    record.id(), record.createdTime(), record.fields().objectNode());
            oldest.merge(user, bare, (a, b) -> OLDEST_FIRST.compare(a, b) <= 0 ? a : b);
        } catch (IllegalArgumentException e) {
            // No id that can be: the record is rejected when it is read, and so is what it owns.
            unknown.add(record.id());
        }
    }

    /** The user whose record it is; only one record is, of several with one id. */
    UserId ofUser(AirtableRecord record) {
        read();
        UserId user = users.idOf(record);
        AirtableRecord first = oldest.get(user);
        if (first == null) {
            learn(record);
        } else if (!first.id().equals(record.id())) {
            throw new Unreadable(
                    "", "its user id is also that of record " + first.id() + ", which is older and is the user");
        }
        return user;
    }

    /**
     * The user whose row the record is.
     *
     * @throws Unreadable when it names none that is there
     */
    UserId ofRow(RecordMapping mapping, AirtableRecord record) {
        read();
        String stamped = mapping.kendall(record, KendallField.USER);
        if (stamped != null) {
            UserId user = UserId.of(KeyText.id(stamped));
            if (!oldest.containsKey(user)) {
                throw new Unreadable(
                        KendallField.USER.title(), "it names a user who is not there; was the user's record deleted?");
            }
            return user;
        } else if (mapping.table().table() == AirtableTable.THREADS) {
            throw new Unreadable(KendallField.USER.title(), "it is empty, and nothing else says whose thread it is");
        }
        String named = Owners.of(mapping.table(), record);
        UserId user = find(named);
        if (user == null) {
            throw new Unreadable(
                    Owners.column(mapping.table()).name(),
                    "it names a user who is not there; was the user's record deleted?");
        }
        return user;
    }

    private @Nullable UserId find(String named) {
        UserId known = known(named);
        if (known == null && named.startsWith("rec") && unknown.add(named)) {
            // It may have come since the users were read.
            TableLayout table = base.table(AirtableTable.USERS);
            base.client().find(table.path(), named).ifPresent(this::learn);
            known = known(named);
        }
        return known;
    }

    private @Nullable UserId known(String named) {
        UserId byId = byRecord.get(named);
        if (byId != null || named.isBlank() || named.length() > 128) {
            return byId;
        }
        UserId same = UserId.of(named);
        return oldest.containsKey(same) ? same : null;
    }
}
