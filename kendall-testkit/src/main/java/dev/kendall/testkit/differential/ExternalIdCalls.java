package dev.kendall.testkit.differential;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.user.UserId;
import java.util.Optional;

/** Calls on ids in other systems. */
final class ExternalIdCalls {
    private final World world;

    ExternalIdCalls(World world) {
        this.world = world;
    }

    /** An id that names an entity. */
    record Link(EntityRef entity, ExternalId id) {}

    Call next() {
        Optional<Link> known = world.dice.chance(70) ? world.links.any(world.dice) : Optional.empty();
        EntityRef entity = known.map(Link::entity).orElseGet(world::entity);
        ExternalId id = known.map(Link::id).orElseGet(world.words::externalId);
        UserId user = world.user(entity.user());
        return switch (world.dice.below(10)) {
            case 0, 1, 2 -> link(world.entity(), world.words.externalId());
            case 3 -> link(entity, world.words.externalId());
            case 4, 5 ->
                Call.of("externalIds().find", stores -> stores.externalIds().find(user, id), user, id);
            case 6, 7 ->
                Call.of("externalIds().list", stores -> stores.externalIds().list(entity), entity);
            case 8 ->
                Call.of("externalIds().findUser", stores -> stores.externalIds().findUser(id), id);
            default ->
                Call.of("externalIds().unlink", stores -> stores.externalIds().unlink(user, id), user, id);
        };
    }

    private static Call link(EntityRef entity, ExternalId id) {
        return Call.of(
                "externalIds().link",
                stores -> {
                    stores.externalIds().link(entity, id);
                    return new Link(entity, id);
                },
                entity,
                id);
    }
}
