package dev.kendall.store.postgres;

import dev.kendall.failure.StorageRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * pgvector in a database.
 *
 * @param schema where it is
 */
record VectorExtension(String schema, String version) {
    /** The first with iterative index scans, without which a filtered search by index gives fewer rows than exist. */
    private static final String MINIMUM = "0.8.0";

    /** The first without known damage to its indexes. */
    private static final String SOUND = "0.8.4";

    /**
     * The extension of the connection's database.
     *
     * @throws StorageRefused when it is missing or too old
     */
    static VectorExtension require(Connection connection) throws SQLException {
        String sql = "select n.nspname, e.extversion, current_database() from (select current_database()) d"
                + " left join pg_extension e on e.extname = 'vector' left join pg_namespace n on n.oid = e.extnamespace";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String database = row.getString(3);
            if (row.getString(1) == null) {
                throw new StorageRefused(
                        "pgvector is not installed in the database " + database
                                + ": as a superuser run \"create extension vector\" in it; on Supabase,"
                                + " enable \"vector\" under Database, Extensions. Where the server does not know the extension,"
                                + " its package is missing on the server (postgresql-NN-pgvector)",
                        null);
            }
            VectorExtension found = new VectorExtension(row.getString(1), row.getString(2));
            if (compare(found.version, MINIMUM) < 0) {
                throw new StorageRefused(
                        "pgvector " + found.version + " in the database " + database + " is too old; " + MINIMUM
                                + " or newer is needed: upgrade its package on the server, then run"
                                + " \"alter extension vector update\" in the database",
                        null);
            }
            return found;
        }
    }

    /** Whether its HNSW indexes are free of known damage by vacuum and parallel builds. */
    boolean isSound() {
        return compare(version, SOUND) >= 0;
    }

    private static int compare(String left, String right) {
        return Arrays.compare(numbers(left), numbers(right));
    }

    private static int[] numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("[^0-9]+", -1)) {
            if (!part.isEmpty()) {
                numbers.add(Integer.parseInt(part));
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
