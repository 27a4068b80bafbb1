package dev.kendall.storage.inmemory;

import dev.kendall.analytics.DailyRow;
import dev.kendall.entity.ExternalId;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.user.UserId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Everything in a storage at one moment, immutable. */
record State(TreePMap<UserId, UserState> users, Shared shared, Jobs jobs, TreePMap<LocalDate, DailyRow> days) {
    static final State EMPTY = new State(
            TreePMap.empty(), new Shared(TreePSet.empty(), null, HashTreePMap.empty()), Jobs.EMPTY, TreePMap.empty());

    /**
     * What belongs to no single user.
     *
     * @param spaces the embedding spaces
     * @param active the one that is searched
     * @param usersByExternalId who the users are elsewhere
     */
    record Shared(
            TreePSet<EmbeddingSpace> spaces,
            @Nullable EmbeddingSpace active,
            PMap<ExternalId, UserId> usersByExternalId) {
        Shared withSpace(EmbeddingSpace space) {
            return new Shared(spaces.plus(space), active == null ? space : active, usersByExternalId);
        }

        Shared withActive(EmbeddingSpace space) {
            return new Shared(spaces, space, usersByExternalId);
        }

        Shared withUsersByExternalId(PMap<ExternalId, UserId> usersByExternalId) {
            return new Shared(spaces, active, usersByExternalId);
        }
    }

    State with(UserId id, UserState state) {
        return new State(users.plus(id, state), shared, jobs, days);
    }

    State without(UserId id) {
        return new State(users.minus(id), shared, jobs, days);
    }

    State with(Shared other) {
        return new State(users, other, jobs, days);
    }

    State with(Jobs other) {
        return new State(users, shared, other, days);
    }

    State with(DailyRow row) {
        return new State(users, shared, jobs, days.plus(row.day(), row));
    }
}
