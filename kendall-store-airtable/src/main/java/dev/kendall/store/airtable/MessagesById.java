package dev.kendall.store.airtable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user's messages by the text of their ids, read only as far as they are asked for.
 *
 * <p>Those that Kendall has written are sorted by Airtable, by Kendall's own field, and read page by page. The ids of the others follow from their
 * records, by which Airtable does not sort: they are read at once, at the beginning.
 *
 * <p>A formula that goes on behind an id was rejected: that Airtable compares texts by more than equality is not promised. So it is its iterator that
 * goes on. When Airtable has given that up, it is read from the beginning, and what was given before is left out. For one thread at a time.
 */
final class MessagesById {
    private final Iterator<List<LoadedRow>> pages;
    private final NavigableMap<String, LoadedRow> read = new TreeMap<>();
    /** How far Airtable's order was read. */
    private @Nullable String sorted;
    /** Behind which everything is still to be given; others look at it while this is read. */
    private volatile @Nullable String given;

    /** @param after begins behind this id, or null */
    MessagesById(Messages messages, @Nullable String after) {
        this.given = after;
        messages.unstamped(null).forEach(this::add);
        this.pages = messages.byId().iterator();
    }

    private static String id(LoadedRow row) {
        return row.row().ref().id();
    }

    private void add(LoadedRow row) {
        if (isAhead(id(row))) {
            read.put(id(row), row);
        }
    }

    /** Whether a message with this id is still to be given, if there is one. */
    boolean isAhead(String id) {
        String last = given;
        return last == null || id.compareTo(last) > 0;
    }

    /** Whether this goes on behind the message with this id. */
    boolean isBehind(String id) {
        return id.equals(given);
    }

    boolean hasNext() {
        while (pages.hasNext() && !isNextRead()) {
            for (LoadedRow row : pages.next()) {
                add(row);
                sorted = sorted == null || id(row).compareTo(sorted) > 0 ? id(row) : sorted;
            }
        }
        return !read.isEmpty();
    }

    /** What Airtable gives from now on comes behind what it gave. */
    private boolean isNextRead() {
        return sorted != null && !read.isEmpty() && read.firstKey().compareTo(sorted) <= 0;
    }

    /** The next messages, so many at most. */
    List<LoadedRow> next(int limit) {
        List<LoadedRow> rows = new ArrayList<>();
        while (rows.size() < limit && hasNext()) {
            LoadedRow row = read.pollFirstEntry().getValue();
            given = id(row);
            rows.add(row);
        }
        return rows;
    }
}
