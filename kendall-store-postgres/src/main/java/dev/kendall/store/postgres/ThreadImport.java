package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.THREADS;

import dev.kendall.entity.EntityRef;
import dev.kendall.thread.ChatThread;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Threads. */
final class ThreadImport implements Importing<ChatThread> {
    private static final String STORED = "select " + ThreadRow.columns("t") + ", t.messages, k.n"
            + " from unnest($keys) with ordinality as k (user_id, thread_id, n)"
            + " join {s}.threads t on t.user_id = k.user_id and t.thread_id = k.thread_id";

    /** One that was stored again as it was is not deleted; one that was created anew is not the one that was. */
    private static final String DELETED = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, thread_id, created, stored, n)"
            + " join {s}.tombstones d on d.user_id = k.user_id and d.kind = 'THREAD' and d.entity_id = k.thread_id"
            + " where k.created::timestamptz <= d.deleted_at"
            + " and (k.stored is null or k.stored::timestamptz > d.deleted_at)";

    private final CopyTable<ChatThread> table;
    private final String replace;

    ThreadImport(Backend backend) {
        this.table = new CopyTable<>(backend, List.of(THREADS.USER_ID, THREADS.THREAD_ID), ThreadRow::columns);
        this.replace =
                backend.sql("update {s}.threads t set title = n.title, attributes = n.attributes, created = n.created,"
                        + " last_active = case when t.messages = 0 then n.last_active else t.last_active end, version = n.version"
                        + " from " + table.staged() + " n where t.user_id = n.user_id and t.thread_id = n.thread_id");
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.THREADS;
    }

    @Override
    public EntityRef ref(ChatThread thread) {
        return EntityRef.of(thread.user(), thread.id());
    }

    @Override
    public List<?> keys(ChatThread thread) {
        return List.of(ref(thread));
    }

    @Override
    public int weight(ChatThread thread) {
        return 0;
    }

    private record Stored(ChatThread thread, long messages) {
        /** As created by its first message. */
        boolean isEmpty() {
            return thread.version() == 1
                    && thread.title() == null
                    && thread.attributes().isEmpty();
        }

        /** Whether importing {@code other} would change nothing. */
        boolean isSameAs(ChatThread other) {
            return other.version() == 1
                    && other.title() == null
                    && other.attributes().isEmpty()
                    && other.created().equals(thread.created())
                    && (messages > 0 || other.lastActive().equals(thread.lastActive()));
        }
    }

    private static @Nullable String created(@Nullable Stored stored) {
        return stored == null ? null : stored.thread().created().toString();
    }

    @Override
    public void store(Chunk<ChatThread> chunk) throws SQLException {
        chunk.ensureUsers();
        Map<ChatThread, Stored> stored = chunk.lookUp(
                chunk.rows(),
                STORED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", thread -> thread.id().value())),
                row -> new Stored(ThreadRow.read(row), row.getLong("messages")));
        Set<ChatThread> deleted = chunk.deleted(
                chunk.rows(),
                DELETED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", thread -> thread.id().value()),
                        new Chunk.Column<>("text", thread -> thread.created().toString()),
                        new Chunk.Column<>("text", thread -> created(stored.get(thread)))));
        List<ChatThread> fresh = new ArrayList<>();
        List<ChatThread> filled = new ArrayList<>();
        List<ChatThread> newer = new ArrayList<>();
        for (ChatThread thread : chunk.rows()) {
            if (deleted.contains(thread)) {
                continue;
            }
            Stored known = stored.get(thread);
            boolean empty = known != null && known.isEmpty() && !known.isSameAs(thread);
            switch (chunk.fate(
                    thread,
                    empty ? null : known,
                    old -> thread.version() > old.thread().version())) {
                case INSERT -> (empty ? filled : fresh).add(thread);
                case REPLACE -> newer.add(thread);
                case KEEP -> chunk.kept(1);
            }
        }
        table.insert(chunk.session(), fresh);
        List<ChatThread> changed = new ArrayList<>(filled);
        changed.addAll(newer);
        if (!changed.isEmpty()) {
            table.stage(chunk.session(), changed);
            chunk.session().run(Sql.of(replace));
        }
        chunk.inserted(fresh);
        chunk.inserted(filled);
        chunk.replaced(newer);
    }
}
