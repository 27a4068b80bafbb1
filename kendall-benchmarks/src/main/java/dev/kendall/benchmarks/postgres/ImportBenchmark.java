package dev.kendall.benchmarks.postgres;

import dev.kendall.attributes.Attributes;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticText;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.store.postgres.ImportReport;
import dev.kendall.store.postgres.PostgresImport;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresOptions;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * {@link PostgresImport} against a raw {@code COPY} of the same rows, byte by byte what the import stored, into the same tables with the same
 * indexes and constraints, and against a {@code COPY} into a temporary table with an {@code INSERT … SELECT … ON CONFLICT} after it. The ways
 * take turns, in another order each round, on a server that writes to the disk as in production. The raw ways do less: their users and threads
 * are there before, the words are computed, nothing is counted, and all rows are one transaction.
 */
public final class ImportBenchmark {
    private static final int USERS = 50;
    private static final int THREADS = 5;
    private static final List<String> TABLES =
            List.of("users", "threads", "chat_messages", "message_embeddings", "embedding_counts");

    private final Connection connection;
    private final PostgresStorage storage;
    private final List<Message> messages = new ArrayList<>();
    private final List<NewVector> vectors = new ArrayList<>();
    private final Map<String, byte[]> rows = new LinkedHashMap<>();

    private ImportBenchmark(Connection connection, PostgresStorage storage, int size) {
        this.connection = connection;
        this.storage = storage;
        Random random = new Random(1);
        SyntheticText text = new SyntheticText(random);
        SyntheticEmbeddings embeddings = new SyntheticEmbeddings(random);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < size; i++) {
            UserId user = UserId.of("user-" + random.nextInt(USERS));
            Instant time = start.plusSeconds(i);
            Message message = new Message(
                    user,
                    ThreadId.of("thread-" + random.nextInt(THREADS)),
                    new MessageId(new UUID(
                            time.toEpochMilli() << 16 | 0x7000, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L)),
                    i % 2 == 0 ? Role.USER : Role.ASSISTANT,
                    MessageType.TEXT,
                    null,
                    text.sentence(5, 40),
                    time,
                    Attributes.none());
            messages.add(message);
            vectors.add(new NewVector(EntityRef.of(user, message.id()), EmbeddingText.of(message), embeddings.next()));
        }
    }

    /** Measures: {@code [rows] [rounds]}, 30,000 and 7 unless given. */
    public static void main(String[] arguments) throws SQLException, IOException {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        try (PostgresServer server =
                PostgresServer.start(PostgresOptions.builder().durable().build())) {
            PostgresDatabase database = server.freshDatabase();
            PostgresSchema.of(database.dataSource()).migrate();
            try (Connection connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                    PostgresStorage storage = PostgresStorage.open(database.dataSource())) {
                System.out.println(server + ", " + size + " rows, " + rounds + " rounds");
                storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
                new ImportBenchmark(connection, storage, size).run(rounds);
            }
        }
    }

    private interface Way {
        void run() throws SQLException, IOException;
    }

    private void run(int rounds) throws SQLException, IOException {
        truncate();
        importMessages();
        importVectors();
        for (String table : TABLES) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copies().copyOut("copy kendall." + table + " to stdout (format binary)", out);
            rows.put(table, out.toByteArray());
        }
        compare(
                "messages",
                rounds,
                Map.of(
                        "raw", () -> copy("chat_messages"),
                        "staged", () -> stage("chat_messages"),
                        "import", this::importMessages));
        compare(
                "messages with vectors",
                rounds,
                Map.of(
                        "raw",
                                () -> {
                                    copy("chat_messages");
                                    copy("message_embeddings");
                                },
                        "staged",
                                () -> {
                                    stage("chat_messages");
                                    stage("message_embeddings");
                                },
                        "import",
                                () -> {
                                    importMessages();
                                    importVectors();
                                }));
    }

    private void compare(String what, int rounds, Map<String, Way> ways) throws SQLException, IOException {
        Map<String, double[]> rates = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("raw", "staged", "import"));
        names.forEach(name -> rates.put(name, new double[rounds]));
        // The first round warms up.
        for (int round = -1; round < rounds; round++) {
            for (int turn = 0; turn < names.size(); turn++) {
                String name = names.get(Math.floorMod(turn + round, names.size()));
                double rate = rate(name, ways.get(name));
                if (round >= 0) {
                    rates.get(name)[round] = rate;
                }
            }
        }
        for (String name : names) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = rates.get(name)[round] / rates.get("raw")[round];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: median %,.0f rows/s; of raw %.2f (%.2f to %.2f)%n",
                    what,
                    name,
                    median(rates.get(name)),
                    median(ratios),
                    Arrays.stream(ratios).min().orElseThrow(),
                    Arrays.stream(ratios).max().orElseThrow());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double rate(String name, Way way) throws SQLException, IOException {
        truncate();
        if (!name.equals("import")) {
            copy("users");
            copy("threads");
        }
        long start = System.nanoTime();
        way.run();
        return messages.size() / ((System.nanoTime() - start) / 1e9);
    }

    private void importMessages() {
        check(PostgresImport.into(storage).messages(messages.iterator()));
    }

    private void importVectors() {
        check(PostgresImport.into(storage).vectors(vectors.iterator()));
    }

    private void check(ImportReport report) {
        if (report.inserted() != messages.size()) {
            throw new IllegalStateException("only " + report + " of " + messages.size() + " rows were imported");
        }
    }

    private void copy(String table) throws SQLException, IOException {
        copies().copyIn(
                        "copy kendall." + table + " from stdin (format binary)",
                        new ByteArrayInputStream(rows.get(table)));
    }

    private void stage(String table) throws SQLException, IOException {
        connection.setAutoCommit(false);
        execute("create temp table staged on commit drop as select * from kendall." + table + " with no data");
        copies().copyIn("copy staged from stdin (format binary)", new ByteArrayInputStream(rows.get(table)));
        execute("insert into kendall." + table + " select * from staged on conflict do nothing");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private void truncate() throws SQLException {
        execute("truncate kendall.users cascade");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
