package dev.kendall.store.postgres;

import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of vectors, built when somebody needs them: an index costs every writer, and most users never have as many messages as make it
 * pay. Run {@link #ensure()} every night and after an import; it does nothing when nothing is due. Thread-safe.
 *
 * <ul>
 *   <li>From {@value #SCAN_FROM} vectors of one user on, a <b>scan index</b> that holds the vectors themselves in order of users, so that an
 *       exact search reads them side by side: twice as fast, for the room of the vectors once more. Only where they fit into an index, which
 *       takes up to 660 dimensions, or 1,320 in half precision.
 *   <li>Beyond {@link PostgresOptions#exactScanLimit()} vectors of one user, an <b>HNSW index</b>, which the searches of such users then use. It
 *       takes up to 2,000 dimensions, or 4,000 in half precision; beyond, searches stay exact.
 * </ul>
 *
 * <p>Call it over a direct connection: what it sets for the time of a build is a session's, and a pooler that hands out transactions would apply
 * it to another one.
 *
 * <p>Both are built while everybody reads and writes ({@code create index concurrently}), which takes minutes for hundreds of thousands of
 * vectors; the server's {@code maintenance_work_mem} decides how many.
 */
public final class VectorIndexes {
    /** How many vectors one user has before the scan index pays. */
    public static final int SCAN_FROM = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(VectorIndexes.class);

    private static final String DUE = """
            select s.space_id, s.model, s.dimensions, s.storage, s.indexed,
                coalesce((select max(c.messages) from {s}.embedding_counts c where c.space_id = s.space_id), 0)
            from {s}.embedding_spaces s order by s.space_id""";

    private static final String VALID = """
            select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $schema and c.relname = $name""";

    private static final String SCAN = """
            create index concurrently "$name" on {s}.message_embeddings (user_id) include (message_id, $column)
            where space_id = $space""";

    private static final String HNSW = """
            create index concurrently "$name" on {s}.message_embeddings
            using hnsw (($column::{v}.$type($dimensions)) {v}.$ops) where space_id = $space""";

    private final DirectAccess access;
    private final VectorExtension extension;

    VectorIndexes(DirectAccess access, VectorExtension extension) {
        this.access = access;
        this.extension = extension;
    }

    /**
     * What was done.
     *
     * @param built the indexes that were built, by name
     * @param impossible what cannot be indexed, and why, in words
     */
    public record Report(List<String> built, List<String> impossible) {
        /** Copies the lists. */
        public Report {
            built = List.copyOf(built);
            impossible = List.copyOf(impossible);
        }
    }

    /** A space and the most vectors of messages that one user has in it. */
    private record Space(
            int id, String model, int dimensions, VectorPrecision precision, boolean indexed, long largest) {
        boolean half() {
            return precision == VectorPrecision.HALF;
        }

        String column() {
            return half() ? "half_embedding" : "embedding";
        }

        String type() {
            return half() ? "halfvec" : "vector";
        }

        /** An entry of an index takes up to a third of a page. */
        boolean fitsIntoAnIndex() {
            return dimensions <= (half() ? 1_320 : 660);
        }

        boolean fitsIntoHnsw() {
            return dimensions <= (half() ? 4_000 : 2_000);
        }
    }

    /**
     * Builds what is due and not there. What another one builds at the same time, or was left half-built by one that died, is built anew.
     *
     * @throws StorageRefused when the role may not create indexes
     * @throws StorageUnavailable when the database cannot be reached
     */
    public Report ensure() {
        List<Space> spaces = access.read("look at the embedding spaces", null, this::spaces);
        List<String> built = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (Space space : spaces) {
            if (space.largest() >= SCAN_FROM && space.fitsIntoAnIndex()) {
                build("message_embeddings_scan_" + space.id(), SCAN, space).ifPresent(built::add);
            }
            if (space.largest() > access.backend().options().exactScanLimit()) {
                if (space.fitsIntoHnsw()) {
                    warnOfFaults();
                    build("message_embeddings_hnsw_" + space.id(), HNSW, space).ifPresent(built::add);
                    markIndexed(space);
                } else {
                    impossible.add(
                            space.model() + "/" + space.dimensions()
                                    + " has too many dimensions for an HNSW index; its searches stay exact. Half precision takes up to 4,000");
                }
            }
        }
        return new Report(built, impossible);
    }

    private void warnOfFaults() {
        if (!extension.isSound()) {
            LOG.warn(
                    "pgvector {} has known faults in HNSW indexes, which vacuum and parallel builds can damage; upgrade it to 0.8.4 or"
                            + " newer, then reindex",
                    extension.version());
        }
    }

    private List<Space> spaces(Session session) throws SQLException {
        return session.list(
                Sql.of(access.sql(DUE)),
                row -> new Space(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4).equals("HALFVEC") ? VectorPrecision.HALF : VectorPrecision.SINGLE,
                        row.getBoolean(5),
                        row.getLong(6)));
    }

    /** The index's name, when it was built. */
    private Optional<String> build(String name, String template, Space space) {
        String doing = "build the index " + name;
        Optional<Boolean> valid = access.read(
                doing,
                null,
                session -> session.find(
                        Sql.template(
                                VALID,
                                Map.of(
                                        "schema",
                                        access.backend().names().schema().plain(),
                                        "name",
                                        name)),
                        row -> row.getBoolean(1)));
        if (valid.orElse(false)) {
            return Optional.empty();
        }
        String create = access.sql(template)
                .replace("$name", name)
                .replace("$column", space.column())
                .replace("$type", space.type())
                .replace("$dimensions", Integer.toString(space.dimensions()))
                .replace("$ops", space.type() + "_cosine_ops")
                .replace("$space", Integer.toString(space.id()));
        LOG.info("building the index {} for users with up to {} vectors in {}", name, space.largest(), space.model());
        access.withConnection(doing, connection -> {
            run(connection, name, valid.isPresent(), create);
            return true;
        });
        return Optional.of(name);
    }

    /** It takes as long as it takes: no time limit of a statement or of the driver holds here. */
    private void run(Connection connection, String name, boolean broken, String create) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            if (broken) {
                statement.execute("drop index concurrently if exists "
                        + access.backend().names().schema().table("\"" + name + "\""));
            }
            if (!extension.isSound()) {
                // Parallel builds of these versions can write beyond their memory.
                statement.execute("set max_parallel_maintenance_workers = 0");
            }
            statement.execute("set statement_timeout = 0");
            statement.execute(create);
        } finally {
            reset(connection);
            connection.setNetworkTimeout(Runnable::run, timeout);
        }
    }

    /** What led here is what the caller is told; a connection that is broken keeps no settings. */
    private void reset(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("reset statement_timeout");
            if (!extension.isSound()) {
                statement.execute("reset max_parallel_maintenance_workers");
            }
        } catch (SQLException e) {
            LOG.debug("a connection broke in SQL state {}; its pool will see", e.getSQLState());
        }
    }

    private void markIndexed(Space space) {
        access.write(
                "mark the space " + space.model() + " as indexed",
                Access.Repeat.SAFE,
                session -> session.run(Sql.of(access.sql(
                                "update {s}.embedding_spaces set indexed = true where not indexed and space_id = "))
                        .bind(space.id())));
    }
}
