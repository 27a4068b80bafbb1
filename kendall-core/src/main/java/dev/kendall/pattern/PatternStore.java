package dev.kendall.pattern;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.Optional;

/** What users usually do. Thread-safe. */
public interface PatternStore {
    /**
     * Stores a pattern, active, as version 1. A pattern whose id the user already has with the same type is not stored again: the
     * stored one is returned as it is now. (PATTERN-1)
     *
     * @throws Conflict when the user has a pattern of another type under the id
     */
    Pattern add(UserId user, NewPattern pattern);

    /**
     * Replaces everything but user, id, type and creation time when nobody else has since {@code pattern} was read. (PATTERN-2)
     *
     * @return the pattern as stored, with the next version
     * @throws Conflict when the stored version is another
     * @throws NotFound when the user has no such pattern
     */
    Pattern update(Pattern pattern);

    /** The user's pattern, whatever its status. (PATTERN-3) */
    Optional<Pattern> find(UserId user, PatternId id);

    /**
     * The user's patterns that pass the filter, surest first, ties by id. Unknown user: an empty page. (PATTERN-4)
     */
    Page<Pattern> list(UserId user, PatternFilter filter, PageRequest request);
}
