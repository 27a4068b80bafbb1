package dev.kendall.benchmarks.postgres.search;

import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.util.Set;
import java.util.UUID;

/**
 * A search and its right answer.
 *
 * @param userRows how many rows the user has
 * @param text no other question has it
 * @param nearest the {@value #LIMIT} rows of the user that are nearest by cosine, or all when there are fewer
 */
record Question(UserId user, int userRows, String text, SpaceVector vector, Set<UUID> nearest) {
    /** How many rows are asked for. */
    static final int LIMIT = 10;

    Question {
        nearest = Set.copyOf(nearest);
    }
}
