package dev.kendall.benchmarks.replay;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.postgres.MeasuredServer;
import dev.kendall.benchmarks.replay.ReplayResults.CrowdFigures;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.embedding.Embedder;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.Recording;
import dev.kendall.testkit.postgres.WireProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Kendall on PostgreSQL, behind a proxy that adds a round trip, with an embedding model that answers at once. */
final class KendallSide {
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP = 30;
    /** What a message takes, unless something is broken, is a thousandth of this. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Kendall kendall;
    private final WireProxy proxy;

    private KendallSide(Kendall kendall, WireProxy proxy) {
        this.kendall = kendall;
        this.proxy = proxy;
    }

    /**
     * Plays one crowd after the other at each distance.
     *
     * @param roundTrips how far the server is, besides what the proxy itself takes, by the way's name
     */
    static List<CrowdFigures> play(MeasuredServer server, List<Crowd> crowds, List<Distance> roundTrips)
            throws Exception {
        MeasuredDatabase database = server.database();
        int users = crowds.stream().mapToInt(Crowd::users).max().orElseThrow();
        try (HikariDataSource pool = database.pool(1)) {
            PostgresStorage storage = MeasuredDatabase.storage(pool);
            for (int number = 0; number < users; number++) {
                ReplayedUser.of(number, 0).writeTo(storage);
            }
        }
        database.settle();
        List<CrowdFigures> figures = new ArrayList<>();
        for (Distance distance : roundTrips) {
            try (WireProxy proxy = WireProxy.before(database.database());
                    HikariDataSource pool = MeasuredDatabase.pool(proxy.database(), CONNECTIONS);
                    Kendall kendall = Kendall.builder(MeasuredDatabase.storage(pool))
                            .clock(InstantSource.fixed(SyntheticUser.NOW))
                            .embedder(Embedder.of(new SyntheticEmbeddings(new Random(1)), SyntheticEmbeddings.SPACE))
                            .open()) {
                KendallSide side = new KendallSide(kendall, proxy);
                side.performance(new Crowd(users, WARM_UP, 1));
                proxy.delay(distance.roundTrip());
                for (Crowd crowd : crowds) {
                    figures.add(side.figures(crowd, distance.way()));
                }
            }
        }
        return figures;
    }

    /** How far the server is. */
    record Distance(String way, Duration roundTrip) {}

    private CrowdFigures figures(Crowd crowd, String way) throws Exception {
        try (Recording recording = proxy.record()) {
            Performance performance = performance(crowd);
            return new CrowdFigures(crowd.users(), way, performance, recording.flights(), 0);
        }
    }

    private Performance performance(Crowd crowd) throws Exception {
        List<Part> parts = new ArrayList<>();
        for (int number = 0; number < crowd.users(); number++) {
            ReplayedUser user = ReplayedUser.of(number, crowd.messages());
            parts.add(new Part(new KendallPlayer(kendall, user.id()), user.script()));
        }
        return Performance.of(parts, LIMIT);
    }
}
