package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.replay.ReplayResults.CrowdFigures;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.RateLimits;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The legacy application on bases that limit and answer as Airtable's do. All crowds play at the same time, each on bases of its own: nearly all
 * of that time is waiting.
 */
final class LegacySide {
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final RateLimits LIMITS = RateLimits.real();
    private static final int WARM_UP_USERS = 10;

    private final FakeAirtable airtable;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LegacySide(FakeAirtable airtable) {
        this.airtable = airtable;
    }

    /** A crowd with the bases it plays on. */
    private record Stage(Crowd crowd, String way, List<FakeBase> bases, List<Part> parts) {}

    static List<CrowdFigures> play(List<Crowd> crowds, Duration limit) throws Exception {
        try (FakeAirtable airtable = FakeAirtable.start()) {
            LegacySide side = new LegacySide(airtable);
            side.warmUp(limit);
            List<Stage> stages = new ArrayList<>();
            for (Crowd crowd : crowds) {
                stages.add(side.stage(crowd, ReplayBenchmark.LEGACY));
                stages.add(side.stage(crowd, ReplayBenchmark.PACED));
            }
            Map<Stage, Future<Performance>> played = new LinkedHashMap<>();
            ExecutorService threads = Executors.newFixedThreadPool(stages.size());
            try {
                stages.forEach(stage -> played.put(stage, threads.submit(() -> Performance.of(stage.parts(), limit))));
                List<CrowdFigures> figures = new ArrayList<>();
                for (Map.Entry<Stage, Future<Performance>> one : played.entrySet()) {
                    figures.add(figures(one.getKey(), one.getValue().get()));
                }
                return figures;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /**
     * Plays a message of each of some users on a base without limits. Loading classes and opening connections takes so long that a paced
     * client's first calls would arrive together, and be refused.
     */
    private void warmUp(Duration limit) throws Exception {
        String id = "appWarmUp";
        FakeBase base = airtable.base(id, LegacyRows.schema());
        LegacyClient client =
                new LegacyClient(http, airtable.url() + "/v0/" + id, airtable.token(), Gate.open(), LIMITS.penalty());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < WARM_UP_USERS; i++) {
            ReplayedUser user = ReplayedUser.of(i, 1);
            parts.add(new Part(new LegacyPlayer(client, LegacyRows.insert(base, user)), user.script()));
        }
        Performance.of(parts, limit);
    }

    private Stage stage(Crowd crowd, String way) {
        List<FakeBase> bases = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int number = 0; number < crowd.bases(); number++) {
            String id = "app" + (way.equals(ReplayBenchmark.PACED) ? "Paced" : "Legacy") + crowd.users() + "x" + number;
            FakeBase base = airtable.base(id, LegacyRows.schema());
            Gate gate = way.equals(ReplayBenchmark.PACED) ? Gate.paced() : Gate.open();
            LegacyClient client =
                    new LegacyClient(http, airtable.url() + "/v0/" + id, airtable.token(), gate, LIMITS.penalty());
            for (int i = 0; i < crowd.users(); i++) {
                ReplayedUser user = ReplayedUser.of(number * crowd.users() + i, crowd.messages());
                parts.add(new Part(new LegacyPlayer(client, LegacyRows.insert(base, user)), user.script()));
            }
            bases.add(base.limits(LIMITS).latency(LATENCY));
        }
        return new Stage(crowd, way, bases, parts);
    }

    private static CrowdFigures figures(Stage stage, Performance performance) {
        long calls = 0;
        long refused = 0;
        for (FakeBase base : stage.bases()) {
            calls += base.requests().count();
            refused += base.requests().count(request -> request.status() == 429);
        }
        return new CrowdFigures(stage.crowd().users(), stage.way(), performance, calls, refused);
    }
}
