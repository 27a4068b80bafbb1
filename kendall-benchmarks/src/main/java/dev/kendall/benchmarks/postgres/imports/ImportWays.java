package dev.kendall.benchmarks.postgres.imports;

import dev.kendall.store.postgres.PostgresImport;
import dev.kendall.store.postgres.PostgresStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The ways to bring the same rows into the same tables. Not thread-safe. */
final class ImportWays {
    static final String COPY = "COPY";
    static final String STAGED = "COPY and INSERT";
    static final String KENDALL = "PostgresImport";

    private static final String MESSAGES = "chat_messages";
    private static final String VECTORS = "message_embeddings";
    /** What the rows stand on. */
    private static final String USERS = "users";

    private static final String THREADS = "threads";

    private final Connection connection;
    private final PostgresStorage storage;
    private final ImportedRows rows;
    /** By table, as {@code COPY} writes them. */
    private final Map<String, byte[]> copies = new LinkedHashMap<>();

    ImportWays(Connection connection, PostgresStorage storage, ImportedRows rows) throws SQLException, IOException {
        this.connection = connection;
        this.storage = storage;
        this.rows = rows;
        empty();
        importMessages();
        importVectors();
        for (String table : List.of(USERS, THREADS, MESSAGES, VECTORS)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copying().copyOut("copy kendall." + table + " to stdout (format binary)", out);
            copies.put(table, out.toByteArray());
        }
    }

    /** One of the ways. */
    @FunctionalInterface
    interface Way {
        void run() throws SQLException, IOException;
    }

    /** The messages alone, by the way's name. */
    Map<String, Way> messages() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(COPY, () -> copy(MESSAGES));
        ways.put(STAGED, () -> stage(MESSAGES));
        ways.put(KENDALL, this::importMessages);
        return ways;
    }

    /** The messages, then their vectors, by the way's name. */
    Map<String, Way> messagesWithVectors() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(COPY, () -> {
            copy(MESSAGES);
            copy(VECTORS);
        });
        ways.put(STAGED, () -> {
            stage(MESSAGES);
            stage(VECTORS);
        });
        ways.put(KENDALL, () -> {
            importMessages();
            importVectors();
        });
        return ways;
    }

    /** Empties the tables, and stores what this way cannot do without. */
    void prepare(String way) throws SQLException, IOException {
        empty();
        if (!way.equals(KENDALL)) {
            copy(USERS);
            copy(THREADS);
        }
    }

    private void importMessages() {
        check(PostgresImport.into(storage).messages(rows.messages().iterator()).inserted());
    }

    private void importVectors() {
        check(PostgresImport.into(storage).vectors(rows.vectors().iterator()).inserted());
    }

    private void check(long inserted) {
        if (inserted != rows.size()) {
            throw new IllegalStateException("only " + inserted + " of " + rows.size() + " rows were imported");
        }
    }

    private void copy(String table) throws SQLException, IOException {
        copying()
                .copyIn(
                        "copy kendall." + table + " from stdin (format binary)",
                        new ByteArrayInputStream(copies.get(table)));
    }

    private void stage(String table) throws SQLException, IOException {
        connection.setAutoCommit(false);
        execute("create temp table staged on commit drop as select * from kendall." + table + " with no data");
        copying().copyIn("copy staged from stdin (format binary)", new ByteArrayInputStream(copies.get(table)));
        execute("insert into kendall." + table + " select * from staged on conflict do nothing");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private CopyManager copying() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private void empty() throws SQLException {
        execute("truncate kendall.users cascade");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
