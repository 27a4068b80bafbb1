package dev.kendall.storage.inmemory;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePSet;

/** What a user's things are called elsewhere, both ways. */
record ExternalIds(PMap<ExternalId, EntityRef> entities, PMap<EntityRef, TreePSet<ExternalId>> byEntity) {
    static final ExternalIds EMPTY = new ExternalIds(HashTreePMap.empty(), HashTreePMap.empty());

    TreePSet<ExternalId> of(EntityRef entity) {
        return byEntity.getOrDefault(entity, TreePSet.empty());
    }

    ExternalIds with(EntityRef entity, ExternalId id) {
        return new ExternalIds(
                entities.plus(id, entity), byEntity.plus(entity, of(entity).plus(id)));
    }

    ExternalIds without(EntityRef entity, ExternalId id) {
        return new ExternalIds(
                entities.minus(id), byEntity.plus(entity, of(entity).minus(id)));
    }

    ExternalIds withoutAllOf(EntityRef entity) {
        TreePSet<ExternalId> ids = of(entity);
        return ids.isEmpty() ? this : new ExternalIds(entities.minusAll(ids), byEntity.minus(entity));
    }
}
