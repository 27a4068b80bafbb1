package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.testkit.postgres.Recording;
import dev.kendall.testkit.postgres.WireProxy;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that only stores vectors, such as a backfill, over a network. */
class VectorTripsTest {
    private static final UserId USER = UserId.of("ann");
    private static final EmbeddingSpace SPACE = new EmbeddingSpace("model", 3);
    private static final int VECTORS = 50;
    /** Begin with the lock, the space, the vectors, the commit; and one to spare. */
    private static final int TRIPS = 5;

    @Test
    void aBatchOfVectorsLooksUpItsSpaceOnce() {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        List<NewVector> vectors;
        try (HikariDataSource pool = PostgresFixture.pool(database, 2)) {
            PostgresSchema.of(pool).migrate();
            PostgresStorage storage = PostgresStorage.open(pool);
            storage.vectors().addSpace(SPACE);
            vectors =
                    storage
                            .chat()
                            .append(USER, ThreadId.of("t"), Collections.nCopies(VECTORS, NewMessage.user("hello")))
                            .stream()
                            .map(VectorTripsTest::vector)
                            .toList();
        }
        try (WireProxy proxy = WireProxy.before(database);
                HikariDataSource pool = PostgresFixture.pool(proxy.database(), 1)) {
            PostgresStorage storage = PostgresStorage.open(pool);
            Recording recording = proxy.record();

            assertThat(storage.vectors().put(USER, vectors)).isEqualTo(VECTORS);
            assertThat(recording.flights()).isLessThanOrEqualTo(TRIPS);
        } finally {
            PostgresServer.shared().drop(database);
        }
    }

    private static NewVector vector(Message message) {
        return new NewVector(
                EntityRef.of(USER, message.id()),
                EmbeddingText.of(message),
                new SpaceVector(SPACE, Vector.of(1, 2, 3)));
    }
}
