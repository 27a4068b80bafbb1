package dev.kendall.store.airtable;

import dev.kendall.user.User;
import dev.kendall.user.UserId;

/**
 * A user whose record is in the base.
 *
 * @param label what the record is called where others link to it; empty when it has no name
 */
record Owner(User user, String recordId, String label) {
    UserId id() {
        return user.id();
    }
}
