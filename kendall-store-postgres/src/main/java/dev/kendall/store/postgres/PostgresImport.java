package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.pattern.Pattern;
import dev.kendall.search.NewVector;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import java.util.Iterator;
import java.util.Objects;

/**
 * Brings rows from elsewhere into a {@link PostgresStorage} by {@code COPY}, as they are: with their ids, times and versions.
 *
 * <pre>{@code
 * PostgresImport in = PostgresImport.into(storage, ImportOptions.builder()
 *         .onConflict(OnConflict.REPLACE)
 *         .onReject(reject -> log.warn("not imported: {}", reject))
 *         .build());
 * in.users(users.iterator());
 * in.threads(threads.iterator());
 * ImportReport report = in.messages(messages.iterator());
 * in.vectors(vectors.iterator());
 * }</pre>
 *
 * <p>Rows of many users may come mixed, and any number of them: they are taken from the iterator chunk by chunk, each chunk is one transaction,
 * and one is in memory at a time. After each, everything that is computed from the rows is as if the stores had written them: the words, the
 * counts, the times of last activity. Others may read and write meanwhile; writers of a user who is in the chunk wait for its end. When the
 * import breaks off, what was committed stays, and the same import can be run again.
 *
 * <p>Import in the order of the methods: what a row stands on first. A user or thread that is missing is created as by the stores (USER-1), empty
 * and as of now. One that is empty like that — never changed, with neither profile, title nor attributes — gives way to an imported one whatever
 * {@link OnConflict} says. Rows that come twice count twice, as if in two imports. The outbox is told nothing, and nothing is queued for embedding:
 * what has no vector afterwards is found by {@link EmbeddingWorker} and {@code EmbeddingBackfill}.
 *
 * <p>Threads, messages and contacts that were deleted here are left out, as {@link DeletedRows} says, and so are the vectors and external ids of
 * messages, and the external ids of threads and contacts, that were deleted one by one; those of the messages of a deleted thread are rejected
 * as what is not stored. A user who was erased leaves no trace, not even that: an import brings back what its source still holds.
 *
 * <p>The source's own exception ends the import and passes. All methods throw {@link Conflict} as {@link OnConflict#FAIL} says, {@link
 * StorageUnavailable} when the database cannot be reached, {@link StorageRefused} when the data source's connections are not those of PostgreSQL's
 * own driver, or do not unwrap to it, and {@link Cancelled} when the thread is interrupted, which it stays.
 *
 * <p>Thread-safe; two imports of the same users wait for each other.
 */
public final class PostgresImport {
    private final Access access;
    private final ImportOptions options;

    private PostgresImport(Access access, ImportOptions options) {
        this.access = access;
        this.options = options;
    }

    /** An import that keeps what is stored. */
    public static PostgresImport into(PostgresStorage storage) {
        return into(storage, ImportOptions.defaults());
    }

    /** An import with options. */
    public static PostgresImport into(PostgresStorage storage, ImportOptions options) {
        return new PostgresImport(storage.access(), Objects.requireNonNull(options, "options"));
    }

    /** Stores users with their profiles. */
    public ImportReport users(Iterator<User> users) {
        return run(new UserImport(access.backend()), users);
    }

    /** Stores threads. The last activity of a thread that has messages stays that of its latest one. */
    public ImportReport threads(Iterator<ChatThread> threads) {
        return run(new ThreadImport(access.backend()), threads);
    }

    /** Stores messages. */
    public ImportReport messages(Iterator<Message> messages) {
        return run(new MessageImport(access.backend()), messages);
    }

    /** Stores contacts, without merging any. One whose phone number or e-mail address another contact of the user has is rejected. */
    public ImportReport contacts(Iterator<Contact> contacts) {
        return run(new ContactImport(access.backend()), contacts);
    }

    /** Stores patterns. */
    public ImportReport patterns(Iterator<Pattern> patterns) {
        return run(new PatternImport(access.backend()), patterns);
    }

    /**
     * Stores memories with their histories; replacing one replaces its history. A memory that comes before its successor waits for it, in memory:
     * when more than {@value ImportRun#MAX_WAITING} wait, further ones are rejected, so give the newest first where there are many.
     */
    public ImportReport memories(Iterator<MemoryHistory> memories) {
        return run(new MemoryImport(access.backend()), memories);
    }

    /** Stores vectors of messages and memories that are stored and say what was embedded. */
    public ImportReport vectors(Iterator<NewVector> vectors) {
        return run(new VectorImport(access.backend()), vectors);
    }

    /** Stores external ids of things that are stored. One that names another thing is rejected, whatever {@link OnConflict} says. */
    public ImportReport externalIds(Iterator<ExternalLink> externalIds) {
        return run(new ExternalIdImport(access.backend()), externalIds);
    }

    private <T> ImportReport run(Importing<T> importing, Iterator<T> rows) {
        access.checkOpen();
        return new ImportRun<>(access, options, importing, Objects.requireNonNull(rows, "rows")).run();
    }
}
