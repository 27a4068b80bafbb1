package dev.kendall.storage;

import dev.kendall.user.UserId;
import java.util.Map;
import java.util.Optional;

/**
 * What background work keeps about a user between its runs: how far it has read, what it has spent. Written in the transaction that also writes
 * what it found, so that nothing is found twice or missed.
 *
 * <p>Keys are 1 to {@value #MAX_KEY} characters, values at most {@value #MAX_VALUE}; what they mean is the work's own. They are no place for what
 * users said: an export does not show them.
 */
public interface StateStore {
    /** The longest key, in characters. */
    int MAX_KEY = 300;

    /** The longest value, in characters. */
    int MAX_VALUE = 10_000;

    /** The most that {@link #list} gives. */
    int MAX_LISTED = 10_000;

    /** The value under the key. (STATE-1) */
    Optional<String> find(UserId user, String key);

    /**
     * The values whose keys begin with {@code prefix}, in the order of the keys by Unicode code points; the first {@value #MAX_LISTED}. (STATE-2)
     */
    Map<String, String> list(UserId user, String prefix);

    /** Keeps the value in the place of any that is under the key. (STATE-3) */
    void put(UserId user, String key, String value);

    /**
     * Removes what is under the key. (STATE-4)
     *
     * @return whether there was something
     */
    boolean remove(UserId user, String key);
}
