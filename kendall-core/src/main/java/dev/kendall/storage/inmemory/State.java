package dev.kendall.storage.inmemory;

import dev.kendall.entity.ExternalId;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.user.UserId;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Everything in a storage at one moment, immutable. */
record State(TreePMap<UserId, UserState> users, Shared shared, Jobs jobs) {
    static final State EMPTY =
            new State(TreePMap.empty(), new Shared(TreePSet.empty(), null, HashTreePMap.empty()), Jobs.EMPTY);

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
        return new State(users.plus(id, state), shared, jobs);
    }

    State without(UserId id) {
        return new State(users.minus(id), shared, jobs);
    }

    State with(Shared other) {
        return new State(users, other, jobs);
    }

    State with(Jobs other) {
        return new State(users, shared, other);
    }
}
