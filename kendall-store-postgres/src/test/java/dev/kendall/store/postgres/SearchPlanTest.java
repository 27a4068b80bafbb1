package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.Role;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which way a search takes, by the size of its user and by nothing else. The largest user has 20,000 messages, which is beyond the default
 * limit; {@code -Dkendall.plans.largest=100000} makes it more, and takes minutes.
 */
@Tag("once")
class SearchPlanTest {
    private static final int LARGEST = Integer.getInteger("kendall.plans.largest", 20_000);
    private static final int DIMENSIONS = 24;
    private static final EmbeddingSpace SPACE = new EmbeddingSpace("plans", DIMENSIONS);
    private static final String HNSW = "message_embeddings_hnsw_1";
    private static final String SCAN = "message_embeddings_scan_1";
    private static final int QUERIES = 20;

    private static PostgresDatabase database;
    private static HikariDataSource dataSource;
    private static PostgresStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        database = PostgresServer.shared().freshDatabase();
        dataSource = pool("auto");
        PostgresSchema.of(database.dataSource()).migrate();
        storage = open(dataSource, PostgresOptions.builder().exactScanLimit(10_000));
        storage.vectors().addSpace(SPACE);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // The largest first: the plan of a foreign key's check is kept, and one made for a small table reads all of
            // it.
            for (int rows : List.of(LARGEST, 10_000, 1_000, 100)) {
                for (String part : FILL.replace("$rows", Integer.toString(rows)).split(";\n")) {
                    statement.execute(part);
                    statement.execute("analyze");
                }
            }
            statement.execute("vacuum analyze kendall.message_embeddings");
            statement.execute("vacuum analyze kendall.chat_messages");
        }
        assertThat(storage.vectorIndexes().ensure().built()).containsExactly(SCAN, HNSW);
        assertThat(storage.vectorIndexes().ensure().built()).isEmpty();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze kendall.message_embeddings");
        }
    }

    /** A user whose messages lie around fifty points; every hundredth is the assistant's, in a thread of its own. */
    private static final String FILL = """
            insert into kendall.users (user_id, created, updated, messages, embeddable_messages)
            values ('u$rows', now(), now(), $rows, $rows);
            insert into kendall.threads (user_id, thread_id, created, last_active, messages)
            select 'u$rows', t, now(), now(), 0 from unnest(array['main', 'rare']) t;
            insert into kendall.chat_messages (user_id, message_id, thread_id, role, type, text, embeddable, words, created_at)
            select 'u$rows', gen_random_uuid(), case when i % 100 = 0 then 'rare' else 'main' end,
                case when i % 100 = 0 then 'ASSISTANT' else 'USER' end, 'TEXT', 'number ' || i, true, '{}',
                now() - i * interval '1 minute'
            from generate_series(1, $rows) i;
            insert into kendall.message_embeddings (user_id, message_id, space_id, embedding)
            select m.user_id, m.message_id, 1, (
                select array_agg(sin(d * 7 + (substr(m.text, 8)::int % 50) * d) + (random() - 0.5) * 0.8)
                from generate_series(1, 24) d where m.message_id is not null)::real[]::vector
            from kendall.chat_messages m where m.user_id = 'u$rows';
            insert into kendall.embedding_counts (user_id, space_id, messages) values ('u$rows', 1, $rows);
            """;

    @AfterAll
    static void close() {
        storage.close();
        dataSource.close();
        PostgresServer.shared().drop(database);
    }

    /** One connection, so that what it did shows in its own statistics. */
    private static HikariDataSource pool(String planCacheMode) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.setConnectionInitSql("set plan_cache_mode = " + planCacheMode);
        return new HikariDataSource(config);
    }

    private static PostgresStorage open(HikariDataSource source, PostgresOptions.Builder options) {
        return PostgresStorage.builder(source).options(options.build()).open();
    }

    private static Vector vector(Random random) {
        int centre = random.nextInt(50);
        float[] numbers = new float[DIMENSIONS];
        for (int d = 1; d <= DIMENSIONS; d++) {
            numbers[d - 1] = (float) (Math.sin(d * 7 + centre * d) + (random.nextDouble() - 0.5) * 0.8);
        }
        return Vector.of(numbers);
    }

    private static SearchQuery query(Vector vector) {
        return SearchQuery.of("number").in(SearchMode.SEMANTIC).vector(new SpaceVector(SPACE, vector));
    }

    private static Set<MessageId> exact(Connection connection, UserId user, Vector vector, String filter)
            throws SQLException {
        Set<MessageId> ids = new HashSet<>();
        String sql =
                "select e.message_id from kendall.message_embeddings e join kendall.chat_messages m using (user_id, message_id)"
                        + " where e.user_id = ?" + filter
                        + " order by (e.embedding <=> (select ?::real[]::vector)) + 0 limit 10";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user.value());
            statement.setObject(2, vector.toArray());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(new MessageId(rows.getObject(1, UUID.class)));
                }
            }
        }
        return ids;
    }

    private static long scans(Connection connection, String index) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet row = statement.executeQuery(
                    "select idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Stream<Arguments> plans() {
        return Stream.of("force_custom_plan", "force_generic_plan")
                .flatMap(mode -> sizes().mapToObj(rows -> Arguments.of(mode, rows)));
    }

    private static IntStream sizes() {
        return IntStream.of(100, 1_000, 10_000, LARGEST);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void is_chosen_by_the_users_size(String planCacheMode, int rows) throws SQLException {
        boolean indexed = rows > 10_000;
        UserId user = UserId.of("u" + rows);
        Random random = new Random(rows);
        try (HikariDataSource pool = pool(planCacheMode);
                PostgresStorage with = open(pool, PostgresOptions.builder())) {
            long before;
            try (Connection connection = pool.getConnection()) {
                before = scans(connection, HNSW);
            }
            int found = 0;
            for (int i = 0; i < QUERIES; i++) {
                Vector vector = vector(random);
                List<Message> hits = with.search().messages(user, query(vector), MessageFilter.all()).hits().stream()
                        .map(hit -> hit.item())
                        .toList();
                assertThat(hits).hasSize(10).allMatch(message -> message.user().equals(user));
                try (Connection connection = pool.getConnection()) {
                    Set<MessageId> expected = exact(connection, user, vector, "");
                    found += (int) hits.stream()
                            .filter(hit -> expected.contains(hit.id()))
                            .count();
                }
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(scans(connection, HNSW) - before).isEqualTo(indexed ? QUERIES : 0);
            }
            double recall = found / (10.0 * QUERIES);
            if (indexed) {
                assertThat(recall).isGreaterThanOrEqualTo(0.9);
            } else {
                assertThat(recall).isEqualTo(1.0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void finds_all_that_a_narrow_filter_leaves(int rows) throws SQLException {
        UserId user = UserId.of("u" + rows);
        Random random = new Random(rows);
        for (int i = 0; i < 5; i++) {
            Vector vector = vector(random);
            List<MessageId> hits = storage
                    .search()
                    .messages(
                            user,
                            query(vector),
                            MessageFilter.in(ThreadId.of("rare")).of(Role.ASSISTANT))
                    .hits()
                    .stream()
                    .map(hit -> hit.item().id())
                    .toList();
            assertThat(hits).hasSize(Math.min(10, rows / 100));
            if (rows <= 10_000) {
                try (Connection connection = dataSource.getConnection()) {
                    assertThat(hits)
                            .containsExactlyInAnyOrderElementsOf(
                                    exact(connection, user, vector, " and m.thread_id = 'rare'"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void shows_in_the_plan_and_the_other_way_costs_nothing(int rows) {
        boolean indexed = rows > 10_000;
        String plan =
                storage.queryPlans().messages(UserId.of("u" + rows), query(vector(new Random(1))), MessageFilter.all());
        assertThat(wasExecuted(plan, HNSW)).isEqualTo(indexed);
        assertThat(wasExecuted(plan, SCAN) || wasExecuted(plan, "message_embeddings_pkey"))
                .isEqualTo(!indexed);
        assertThat(plan.lines())
                .noneMatch(line -> line.contains("Seq Scan on message_embeddings") && !line.contains("never executed"));
    }

    @Test
    void takes_the_index_for_the_candidates_of_a_hybrid_search_too() {
        UserId user = UserId.of("u" + LARGEST);
        SearchQuery hybrid = query(vector(new Random(1))).in(SearchMode.HYBRID);
        for (MessageFilter filter : List.of(MessageFilter.all(), MessageFilter.in(ThreadId.of("main")))) {
            String plan = storage.queryPlans().messages(user, hybrid, filter);
            assertThat(wasExecuted(plan, HNSW)).as(plan).isTrue();
            assertThat(plan.lines())
                    .noneMatch(line -> line.contains("Scan on message_embeddings") && !line.contains("never executed"));
        }
    }

    /** Whether a node that uses the index ran; {@code explain} says so in its line. */
    private static boolean wasExecuted(String plan, String index) {
        return plan.lines()
                .anyMatch(line -> line.contains(" using " + index + " on message_embeddings")
                        && !line.contains("never executed"));
    }

    @Test
    void can_be_overridden() {
        PostgresStorage always = open(dataSource, PostgresOptions.builder().exactScanLimit(Long.MAX_VALUE));
        String exact = always.queryPlans()
                .messages(UserId.of("u" + LARGEST), query(vector(new Random(1))), MessageFilter.all());
        assertThat(wasExecuted(exact, HNSW)).isFalse();
        PostgresStorage never = open(dataSource, PostgresOptions.builder().exactScanLimit(0));
        String byIndex =
                never.queryPlans().messages(UserId.of("u10000"), query(vector(new Random(1))), MessageFilter.all());
        assertThat(wasExecuted(byIndex, HNSW)).isTrue();
    }
}
