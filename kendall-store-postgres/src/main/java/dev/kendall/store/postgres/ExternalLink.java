package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import java.util.Objects;

/** That an external id names a thing; one row of {@link PostgresImport#externalIds}. */
public record ExternalLink(EntityRef entity, ExternalId externalId) {
    /** Checks that both are there. */
    public ExternalLink {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(externalId, "externalId");
    }
}
