package dev.kendall.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** What tells the newer of two rows of one id: the version, and of two of one version the time of the last change. */
record RowVersion(long version, Instant updated) {
    /** From the first two columns. */
    static RowVersion read(ResultSet row) throws SQLException {
        return new RowVersion(row.getLong(1), Columns.time(row, 2));
    }

    boolean isNewerThan(RowVersion other) {
        return version != other.version ? version > other.version : updated.isAfter(other.updated);
    }
}
