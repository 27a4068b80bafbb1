package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import dev.kendall.migration.Link;
import dev.kendall.migration.MigrationSink;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Takes a migration's rows into a {@link PostgresStorage} by {@code COPY}; see {@link PostgresImport}. What is stored stays.
 *
 * <pre>{@code
 * Migration.from(source).to(PostgresMigrationSink.into(storage)).workFolder(folder).run();
 * }</pre>
 */
public final class PostgresMigrationSink implements MigrationSink {
    private final PostgresStorage storage;

    private PostgresMigrationSink(PostgresStorage storage) {
        this.storage = storage;
    }

    /** A sink into {@code storage}, which stays open. */
    public static PostgresMigrationSink into(PostgresStorage storage) {
        return new PostgresMigrationSink(Objects.requireNonNull(storage, "storage"));
    }

    @Override
    public long add(List<StoredRow> rows, BiConsumer<EntityRef, String> onRejected) {
        PostgresImport in = importing(onRejected);
        // Of one kind after the other: what a row stands on first.
        return in.users(each(rows, OfUser.class, OfUser::user)).inserted()
                + in.threads(each(rows, OfThread.class, OfThread::thread)).inserted()
                + in.messages(each(rows, OfMessage.class, OfMessage::message)).inserted()
                + in.contacts(each(rows, OfContact.class, OfContact::contact)).inserted()
                + in.patterns(each(rows, OfPattern.class, OfPattern::pattern)).inserted()
                + in.memories(each(rows, OfMemory.class, PostgresMigrationSink::history))
                        .inserted();
    }

    private PostgresImport importing(BiConsumer<EntityRef, String> onRejected) {
        return PostgresImport.into(
                storage,
                ImportOptions.builder()
                        .onConflict(OnConflict.KEEP)
                        .onReject(reject -> onRejected.accept(reject.row(), reject.reason() + ": " + reject.detail()))
                        .build());
    }

    private static <R extends StoredRow, T> Iterator<T> each(
            List<StoredRow> rows, Class<R> kind, Function<R, T> value) {
        return rows.stream().filter(kind::isInstance).map(kind::cast).map(value).iterator();
    }

    private static MemoryHistory history(OfMemory row) {
        return row.history().isEmpty()
                ? MemoryHistory.of(row.memory())
                : new MemoryHistory(row.memory(), row.history());
    }

    @Override
    public void link(List<Link> links, BiConsumer<EntityRef, String> onRejected) {
        importing(onRejected)
                .externalIds(links.stream()
                        .map(link -> new ExternalLink(link.row(), link.record()))
                        .iterator());
    }

    @Override
    public ReplicaStorage target() {
        return storage;
    }
}
