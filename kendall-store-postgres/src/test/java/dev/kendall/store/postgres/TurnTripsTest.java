package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.postgres.BoundParameter;
import dev.kendall.testkit.postgres.Execution;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.testkit.postgres.Recording;
import dev.kendall.testkit.postgres.WireProxy;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a turn sends over the network. */
class TurnTripsTest {
    private static final UserId USER = UserId.of("ann");
    private static final ThreadId THREAD = ThreadId.of("home");
    /** PostgreSQL's number of the type {@code real[]}. */
    private static final int REALS = 1_021;

    private static PostgresDatabase database;
    private static WireProxy proxy;
    private static HikariDataSource pool;
    private static Kendall kendall;

    @BeforeAll
    static void open() {
        database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        proxy = WireProxy.before(database);
        pool = PostgresFixture.pool(proxy.database(), 1);
        kendall = Kendall.open(PostgresStorage.open(pool), HashingEmbeddingModel.create());
        kendall.turn(USER, THREAD, "Ring John about the garden").complete("I will.");
    }

    @AfterAll
    static void close() {
        kendall.close();
        pool.close();
        proxy.close();
        PostgresServer.shared().drop(database);
    }

    @Test
    void is_read_in_one_round_trip() {
        try (Recording recording = proxy.record()) {
            Turn turn = kendall.turn(USER, THREAD, "Did John call?");
            assertThat(recording.flights()).isEqualTo(1);
            assertThat(turn.context().recent()).hasSize(2);
        }
    }

    @Test
    void is_stored_in_one_statement_and_one_round_trip() {
        Turn turn = kendall.turn(USER, THREAD, "Water the roses");
        try (Recording recording = proxy.record()) {
            turn.complete("They are watered.");
            assertThat(recording.flights()).isEqualTo(1);
            assertThat(recording.executions()).hasSize(1);
        }
    }

    @Test
    void carries_its_vectors_in_binary() {
        Turn turn = kendall.turn(USER, THREAD, "Mow the lawn");
        try (Recording recording = proxy.record()) {
            turn.complete("It is mown.");
            assertThat(vectors(recording)).hasSize(2).allMatch(TurnTripsTest::isBinary);
        }
        try (Recording recording = proxy.record()) {
            kendall.turn(USER, THREAD, "Is the lawn mown?");
            assertThat(vectors(recording)).hasSize(2).allMatch(TurnTripsTest::isBinary);
        }
        try (Recording recording = proxy.record()) {
            kendall.search().messages(USER, SearchQuery.of("lawn").in(SearchMode.SEMANTIC), MessageFilter.all());
            assertThat(vectors(recording)).hasSize(1).allMatch(TurnTripsTest::isBinary);
        }
    }

    private static List<BoundParameter> vectors(Recording recording) {
        return recording.executions().stream()
                .map(Execution::parameters)
                .flatMap(List::stream)
                .filter(parameter -> parameter.type() == REALS)
                .toList();
    }

    private static boolean isBinary(BoundParameter parameter) {
        return parameter.format() == BoundParameter.Format.BINARY;
    }
}
