package dev.kendall.migration;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import java.util.Objects;

/** That a record id names a row. */
public record Link(EntityRef row, ExternalId record) {
    /** Checks that both are there. */
    public Link {
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(record, "record");
    }
}
