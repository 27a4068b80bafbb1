package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class DualExternalIdStore implements ExternalIdStore {
    private final DualAccess access;

    DualExternalIdStore(DualAccess access) {
        this.access = access;
    }

    private static Set<Scope> scope(UserId user, ExternalId id) {
        return Set.of(new Scope.Link(user, id));
    }

    @Override
    public void link(EntityRef entity, ExternalId id) {
        access.write(Write.of(entity.user(), scope(entity.user(), id), stores -> {
            stores.externalIds().link(entity, id);
            return entity;
        }));
    }

    @Override
    public Optional<EntityRef> find(UserId user, ExternalId id) {
        return access.read(user, (stores, semantic) -> stores.externalIds().find(user, id));
    }

    @Override
    public List<ExternalId> list(EntityRef entity) {
        return access.read(
                entity.user(), (stores, semantic) -> stores.externalIds().list(entity));
    }

    @Override
    public Optional<UserId> findUser(ExternalId id) {
        return access.findUser(id);
    }

    @Override
    public boolean unlink(UserId user, ExternalId id) {
        return access.write(
                Write.of(user, scope(user, id), stores -> stores.externalIds().unlink(user, id)));
    }
}
