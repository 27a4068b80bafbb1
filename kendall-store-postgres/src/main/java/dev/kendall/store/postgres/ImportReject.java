package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import java.util.Objects;

/**
 * A row that {@link PostgresImport} did not store.
 *
 * @param row the row; of a vector the message or memory, of an external id what it names
 * @param detail what stands against it, by ids; nothing that a user said
 */
public record ImportReject(EntityRef row, Reason reason, String detail) {
    /** Why a row was not stored. */
    public enum Reason {
        /** Another contact of the user has the phone number. */
        PHONE_TAKEN,
        /** Another contact of the user has the e-mail address. */
        EMAIL_TAKEN,
        /** A message under the same id says something else. */
        DIFFERENT_MESSAGE,
        /** The memory's successor is neither stored nor came later in the import. */
        NO_SUCCESSOR,
        /** The message, memory or other thing that it belongs to is not stored. */
        NOT_STORED,
        /** The message or memory says something else than was embedded, or is blank. */
        OTHER_TEXT,
        /** The embedding space was not added. */
        NO_SPACE,
        /** The external id names another thing. */
        EXTERNAL_ID_TAKEN,
        /** The database refused it, by a constraint or limit that is not Kendall's. */
        REFUSED
    }

    /** Checks that all are there. */
    public ImportReject {
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
