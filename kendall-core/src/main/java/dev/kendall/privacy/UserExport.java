package dev.kendall.privacy;

import dev.kendall.chat.MessageFilter;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.StorageRefused;
import dev.kendall.internal.Checks;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobQueue;
import dev.kendall.json.DomainJson;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one user as JSON lines: each line an object with {@code kind} and {@code value}, and one field of {@code value} for
 * each component of the record of that kind that is not null.
 *
 * <p>The first line is of kind {@code export} (user, time, format version); then come {@code user}, {@code thread}, {@code message}
 * (newest first), {@code contact}, {@code pattern}, {@code memory} (those that no longer count, too), {@code memory_revision},
 * {@code external_id} and {@code job} (newest first, finished or not, with payloads, outputs and tries; where the storage has jobs); the
 * last line, of kind {@code end}, counts the lines before it, so that a cut file shows. Vectors are left out: they are numbers computed
 * from the texts. So is what background work keeps to itself: it holds nothing that was said.
 */
public final class UserExport {
    private static final int FORMAT = 1;
    private static final PageRequest PAGE = PageRequest.first(500);

    private record Line(String kind, Object value) {}

    private record Header(UserId user, Instant exportedAt, int format) {}

    private record End(long lines) {}

    private final Stores stores;
    private final UserId user;
    private final Writer out;
    private long lines;

    private UserExport(Stores stores, UserId user, Writer out) {
        this.stores = stores;
        this.user = user;
        this.out = out;
    }

    /**
     * Writes the user's export and flushes {@code out}, which stays open. Read page by page: what others write meanwhile may be in it or
     * not. (EXPORT-1)
     *
     * @return the number of lines written; an unknown user gives a header and an end
     * @throws UncheckedIOException when {@code out} fails
     */
    public static long write(Stores stores, UserId user, Instant now, Writer out) {
        try {
            return new UserExport(stores, user, out).run(now);
        } catch (IOException e) {
            throw new UncheckedIOException("the export of user " + user + " could not be written", e);
        }
    }

    private long run(Instant now) throws IOException {
        line("export", new Header(user, Checks.time("now", now), FORMAT));
        var known = stores.users().find(user);
        if (known.isPresent()) {
            line("user", known.get());
            externalIds(EntityRef.of(user));
        }
        for (var thread : Page.each(PAGE, page -> stores.threads().list(user, page))) {
            line("thread", thread);
            externalIds(EntityRef.of(user, thread.id()));
        }
        for (var message : Page.each(PAGE, page -> stores.chat().list(user, MessageFilter.all(), page))) {
            line("message", message);
            externalIds(EntityRef.of(user, message.id()));
        }
        for (var contact : Page.each(PAGE, page -> stores.contacts().list(user, page))) {
            line("contact", contact);
            externalIds(EntityRef.of(user, contact.id()));
        }
        for (var pattern : Page.each(PAGE, page -> stores.patterns().list(user, PatternFilter.all(), page))) {
            line("pattern", pattern);
            externalIds(EntityRef.of(user, pattern.id()));
        }
        for (var memory : Page.each(PAGE, page -> stores.memories().list(user, MemoryFilter.all(), page))) {
            line("memory", memory);
            for (var revision : stores.memories().history(user, memory.id())) {
                line("memory_revision", revision);
            }
            externalIds(EntityRef.of(user, memory.id()));
        }
        JobQueue jobs = jobs();
        if (jobs != null) {
            JobFilter own = JobFilter.all().withUser(user);
            for (var job : Page.each(PAGE, page -> jobs.list(own, page))) {
                line("job", job);
            }
        }
        line("end", new End(lines));
        out.flush();
        return lines;
    }

    /** Null: the storage has none. A transaction says so only when it is asked. */
    private @Nullable JobQueue jobs() {
        if (stores instanceof TransactionalStorage storage) {
            return storage.capabilities().contains(Capability.JOBS) ? storage.jobs() : null;
        }
        try {
            return stores instanceof Transaction transaction ? transaction.jobs() : null;
        } catch (StorageRefused e) {
            return null;
        }
    }

    private void externalIds(EntityRef entity) throws IOException {
        record Link(EntityRef entity, ExternalId externalId) {}
        for (ExternalId id : stores.externalIds().list(entity)) {
            line("external_id", new Link(entity, id));
        }
    }

    private void line(String kind, Object value) throws IOException {
        out.write(DomainJson.write(new Line(kind, value)));
        out.write('\n');
        lines++;
    }
}
