package dev.kendall.testkit.differential;

import dev.kendall.page.Cursor;
import dev.kendall.storage.Stores;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two storages, or a transaction on it.
 *
 * @param bookmarks where listings go on: cursors belong to the storage that gave them
 */
record Side(Stores stores, Map<Listing, @Nullable Cursor> bookmarks) {
    static Side of(Stores stores) {
        return new Side(stores, new HashMap<>());
    }

    Side within(Stores transaction) {
        return new Side(transaction, bookmarks);
    }
}
