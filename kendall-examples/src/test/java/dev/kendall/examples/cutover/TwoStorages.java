package dev.kendall.examples.cutover;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.Stage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.id.IdGenerator;
import dev.kendall.json.DomainJson;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.airtable.BaseSchema;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.user.User;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A base on the fake Airtable that is left and a PostgreSQL that is moved to, as one storage in a stage; emptied before each test. */
final class TwoStorages implements StorageFixture {
    private static final List<String> TABLES =
            List.of("Users", "Chat Messages", "Contacts", "User Patterns", "User Memory", "Kendall Threads");

    private static final AtomicInteger BASES = new AtomicInteger();

    private final Stage stage;
    private DualWriteStorage opened;
    private ReplicaStorage old;
    private ReplicaStorage replacement;
    private CutoverStore store;

    private static final class Servers {
        static final FakeAirtable AIRTABLE = FakeAirtable.start();
        static final HikariDataSource POSTGRES = postgres();

        private static HikariDataSource postgres() {
            PostgresDatabase database = PostgresServer.shared().freshDatabase();
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.jdbcUrl());
            config.setUsername(database.user());
            config.setPassword(database.password());
            config.setMaximumPoolSize(12);
            HikariDataSource pool = new HikariDataSource(config);
            PostgresSchema.of(pool).migrate();
            return pool;
        }
    }

    /** The stages to try: one with the base as the authority, unless others are named. */
    static List<Stage> stages() {
        String named = System.getProperty("kendall.cutover.stages", "DUAL_WRITE");
        return named.equals("all")
                ? List.of(Stage.values())
                : Arrays.stream(named.split(",")).map(Stage::valueOf).toList();
    }

    /** Both storages, with everyone in this stage. */
    TwoStorages(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Storage open(InstantSource clock, IdGenerator ids) {
        empty();
        FakeBase base = Servers.AIRTABLE.base("appKit" + BASES.incrementAndGet(), TwoStorages::schema);
        old = AirtableStorage.builder(AirtableOptions.builder(base.id(), Servers.AIRTABLE::token)
                        .endpoint(URI.create(Servers.AIRTABLE.url()))
                        .requestsPerSecond(10_000)
                        .build())
                .clock(clock)
                .ids(ids)
                .open();
        PostgresStorage postgres =
                PostgresStorage.builder(Servers.POSTGRES).clock(clock).ids(ids).open();
        replacement = postgres;
        store = PostgresCutoverStore.open(postgres, CutoverPlan.first(stage, "salt"), clock);
        opened = DualWriteStorage.builder(old, replacement, store)
                .clock(clock)
                .ids(ids)
                .options(CutoverOptions.builder().sampling(0).build())
                .build();
        return opened;
    }

    @Override
    public Set<Capability> capabilities() {
        return stage.authority() == dev.kendall.cutover.Side.OLD
                ? EnumSet.of(Capability.KEYWORD_SEARCH)
                : EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONS, Capability.JOBS));
    }

    @Override
    public boolean keepsVectorsUnsearched() {
        return stage == Stage.DUAL_WRITE || stage == Stage.SHADOW;
    }

    private static void schema(BaseSchema base) {
        LegacyBase.schema().accept(base);
        TABLES.forEach(table -> base.table(
                table, fields -> fields.text("Kendall Id").text("Kendall User").longText("Kendall Row")));
    }

    /** Quicker than truncating, where there is little. */
    private static void empty() {
        try (Connection connection = Servers.POSTGRES.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from kendall.users; delete from kendall.embedding_spaces;"
                    + " delete from kendall.cutover_plan; delete from kendall.cutover_homes;"
                    + " delete from kendall.cutover_intents; delete from kendall.cutover_marks;"
                    + " delete from kendall.cutover_debts; delete from kendall.cutover_queue;"
                    + " delete from kendall.cutover_tombstones; delete from kendall.cutover_counters;"
                    + " delete from kendall.cutover_samples; delete from kendall.cutover_mismatches;"
                    + " delete from kendall.cutover_notes");
        } catch (SQLException e) {
            throw new AssertionError("the database could not be emptied", e);
        }
    }

    /** What one side has and the other has not, or has otherwise, once everything that is owed is settled. */
    Map<EntityRef, List<String>> differences() {
        // The suites turn the clock back, too.
        store.debts().replay();
        int settled;
        do {
            settled = opened.copier().runOnce().settled();
        } while (settled > 0);
        Map<EntityRef, String> left = rows(old);
        Map<EntityRef, String> right = rows(replacement);
        Map<EntityRef, List<String>> differences = new TreeMap<>(TwoStorages::compare);
        Set<EntityRef> refs = new java.util.HashSet<>(left.keySet());
        refs.addAll(right.keySet());
        for (EntityRef ref : refs) {
            String a = left.getOrDefault(ref, "none");
            String b = right.getOrDefault(ref, "none");
            if (!a.equals(b)) {
                differences.put(ref, List.of(a, b));
            }
        }
        return differences;
    }

    /** What is owed still. */
    long debts() {
        return store.debts().status().total();
    }

    private static int compare(EntityRef a, EntityRef b) {
        return a.toString().compareTo(b.toString());
    }

    /** Every row of every user, without what only one side can keep. */
    private static Map<EntityRef, String> rows(ReplicaStorage storage) {
        PageRequest first = PageRequest.first(1_000);
        Map<EntityRef, String> rows = new TreeMap<>(TwoStorages::compare);
        for (User user : Page.each(first, storage.users()::list)) {
            for (EntityKind kind : EntityKind.values()) {
                for (StoredRow row : Page.each(first, page -> storage.rows().list(user.id(), kind, page))) {
                    StoredRow plain = row instanceof OfMemory memory ? new OfMemory(memory.memory(), List.of()) : row;
                    rows.put(row.ref(), DomainJson.write(plain));
                }
            }
        }
        return rows;
    }
}
