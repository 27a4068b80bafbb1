package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Listings of messages of which a page was given and the next one may be asked for, so that it need not be read from the beginning. One is let go of when
 * this process writes a message that it has yet to give, when it was not asked for a minute, and when {@value #MOST} others are younger. Thread-safe.
 */
final class OpenListings {
    private static final int MOST = 16;
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Pacer pacer;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Open> open = new ArrayList<>();

    /** Whose listing it is, and which store's: another one may read by other rules. */
    record Reader(AirtableRowStore store, UserId user) {}

    private static final class Open {
        private final Reader reader;
        private final MessagesById listing;
        private boolean taken = true;
        private long until;

        Open(Reader reader, MessagesById listing) {
            this.reader = reader;
            this.listing = listing;
        }
    }

    OpenListings(Pacer pacer) {
        this.pacer = pacer;
    }

    /** One that was just begun, and is the caller's until it is kept or dropped. */
    MessagesById begun(Reader reader, MessagesById listing) {
        lock.lock();
        try {
            if (open.size() >= MOST) {
                open.remove(0);
            }
            open.add(new Open(reader, listing));
            return listing;
        } finally {
            lock.unlock();
        }
    }

    /** The one that goes on behind this message, the caller's until it is kept or dropped; empty when there is none any more. */
    Optional<MessagesById> take(Reader reader, String after) {
        lock.lock();
        try {
            open.removeIf(each -> !each.taken && pacer.nanos() - each.until >= 0);
            for (Open each : open) {
                if (!each.taken && each.reader.equals(reader) && each.listing.isBehind(after)) {
                    each.taken = true;
                    return Optional.of(each.listing);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a listing back for the next page, unless it was let go of meanwhile. */
    void keep(MessagesById listing) {
        lock.lock();
        try {
            for (Open each : open) {
                if (each.listing == listing) {
                    each.taken = false;
                    each.until = pacer.nanos() + KEPT_NANOS;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void drop(MessagesById listing) {
        drop(each -> each.listing == listing);
    }

    void written(EntityRef ref) {
        if (ref.kind() == EntityKind.MESSAGE) {
            drop(each -> each.reader.user().equals(ref.user()) && each.listing.isAhead(ref.id()));
        }
    }

    void erased(UserId user) {
        drop(each -> each.reader.user().equals(user));
    }

    private void drop(Predicate<Open> which) {
        lock.lock();
        try {
            open.removeIf(which);
        } finally {
            lock.unlock();
        }
    }
}
