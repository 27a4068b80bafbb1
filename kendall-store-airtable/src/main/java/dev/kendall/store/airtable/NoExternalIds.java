package dev.kendall.store.airtable;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;

/** Refuses every call. */
final class NoExternalIds implements ExternalIdStore {
    @Override
    public void link(EntityRef entity, ExternalId id) {
        throw Refusals.externalIds();
    }

    @Override
    public Optional<EntityRef> find(UserId user, ExternalId id) {
        throw Refusals.externalIds();
    }

    @Override
    public List<ExternalId> list(EntityRef entity) {
        throw Refusals.externalIds();
    }

    @Override
    public Optional<UserId> findUser(ExternalId id) {
        throw Refusals.externalIds();
    }

    @Override
    public boolean unlink(UserId user, ExternalId id) {
        throw Refusals.externalIds();
    }
}
