package dev.kendall.testkit.airtable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists that clients are in the middle of. Their order is frozen at the first page; the rows' values are not. Not thread-safe: the
 * base's lock guards it.
 */
final class Iterators {
    /** Airtable does not say how long; some minutes are seen. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Clients leave most lists after their first page; these would be kept for minutes, each with all its ids. */
    private static final int MOST_OPEN = 200;

    /** The one that rested longest is first. */
    private final Map<String, Frozen> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Ids ids;
    private Duration lifetime = LIFETIME;

    Iterators(Ids ids) {
        this.ids = ids;
    }

    private record Frozen(List<String> order, Instant lastUsed) {}

    /** A part of a frozen order; the offset is null on the last page. */
    record Page(List<String> rows, @Nullable String offset) {}

    void lifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    void expire() {
        open.clear();
    }

    Page first(List<String> order, int size, Instant now) {
        open.values().removeIf(frozen -> isGone(frozen, now));
        if (order.size() <= size) {
            return new Page(order, null);
        }
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        String id = ids.next("itr");
        open.put(id, new Frozen(order, now));
        return page(id, order, 0, size);
    }

    /** @throws ApiFailure when the offset is none, or its iterator was idle too long */
    Page next(String offset, int size, Instant now) {
        int slash = offset.indexOf('/');
        if (slash < 0 || !offset.startsWith("itr")) {
            throw ApiFailure.unprocessable("INVALID_OFFSET_VALUE", "The value of offset " + offset + " is invalid");
        }
        String id = offset.substring(0, slash);
        Frozen frozen = open.get(id);
        int begin = frozen == null ? -1 : frozen.order().indexOf(offset.substring(slash + 1));
        if (frozen == null || begin < 0 || isGone(frozen, now)) {
            open.remove(id);
            throw ApiFailure.iteratorGone();
        }
        open.put(id, new Frozen(frozen.order(), now));
        return page(id, frozen.order(), begin, size);
    }

    private static Page page(String id, List<String> order, int begin, int size) {
        int end = Math.min(order.size(), begin + size);
        String offset = end == order.size() ? null : id + "/" + order.get(end);
        return new Page(order.subList(begin, end), offset);
    }

    private boolean isGone(Frozen frozen, Instant now) {
        return !now.isBefore(frozen.lastUsed().plus(lifetime));
    }
}
