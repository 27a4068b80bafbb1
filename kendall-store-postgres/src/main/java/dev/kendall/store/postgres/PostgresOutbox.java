package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.OUTBOX;

import dev.kendall.internal.Checks;
import dev.kendall.json.DomainJson;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.JSONB;

final class PostgresOutbox implements Outbox {
    private final Access access;

    PostgresOutbox(Access access) {
        this.access = access;
    }

    @Override
    public OutboxEntry add(Change change) {
        Objects.requireNonNull(change, "change");
        UserId user = change.user();
        return access.write("add to the outbox of user " + user, Access.Repeat.SAFE, session -> {
            Instant now = session.now();
            session.ensure(user, now);
            OutboxEntry entry = new OutboxEntry(session.newId(), change, now);
            session.dsl()
                    .insertInto(OUTBOX, OUTBOX.USER_ID, OUTBOX.ENTRY_ID, OUTBOX.CHANGE, OUTBOX.ADDED_AT)
                    .values(user.value(), entry.id(), JSONB.jsonb(DomainJson.write(change)), now)
                    .execute();
            return entry;
        });
    }

    @Override
    public List<OutboxEntry> list(int limit) {
        Checks.range("limit", limit, 1, 1_000);
        return access.read(
                "list the outbox",
                null,
                session -> session.dsl()
                        .select(OUTBOX.ENTRY_ID, OUTBOX.CHANGE, OUTBOX.ADDED_AT)
                        .from(OUTBOX)
                        .orderBy(OUTBOX.ENTRY_ID)
                        .limit(limit)
                        .fetch(row -> new OutboxEntry(
                                row.value1(), DomainJson.read(row.value2().data(), Change.class), row.value3())));
    }

    @Override
    public boolean remove(OutboxEntry entry) {
        UserId user = entry.change().user();
        return access.write("remove an entry from the outbox of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            return session.dsl()
                            .deleteFrom(OUTBOX)
                            .where(OUTBOX.USER_ID.eq(user.value()), OUTBOX.ENTRY_ID.eq(entry.id()))
                            .execute()
                    > 0;
        });
    }
}
