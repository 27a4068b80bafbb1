package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.ImportSamples.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresImportTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final SequentialIds ids = new SequentialIds();
    private final List<ImportReject> rejects = new ArrayList<>();
    private PostgresStorage storage;

    @BeforeEach
    void open() {
        storage = (PostgresStorage) PostgresFixture.INSTANCE.open(clock, ids);
    }

    @AfterEach
    void countsAreRight() throws SQLException {
        assertThat(wrongCounts()).isEmpty();
    }

    /** Users, threads and spaces whose kept counts are not those of their rows. */
    private static List<String> wrongCounts() throws SQLException {
        String sql = """
                select 'user ' || user_id from kendall.users u where (messages, embeddable_messages, message_words, memories, memory_words)
                    is distinct from (
                    (select count(*) from kendall.chat_messages m where m.user_id = u.user_id),
                    (select count(*) from kendall.chat_messages m where m.user_id = u.user_id and embeddable),
                    (select coalesce(sum(cardinality(words)), 0) from kendall.chat_messages m where m.user_id = u.user_id),
                    (select count(*) from kendall.user_memories m where m.user_id = u.user_id),
                    (select coalesce(sum(cardinality(words)), 0) from kendall.user_memories m where m.user_id = u.user_id))
                union all
                select 'thread ' || thread_id from kendall.threads t where messages <> (select count(*) from kendall.chat_messages m
                    where m.user_id = t.user_id and m.thread_id = t.thread_id)
                    or last_active < (select max(created_at) from kendall.chat_messages m
                    where m.user_id = t.user_id and m.thread_id = t.thread_id)
                union all
                select 'space ' || c.space_id from kendall.embedding_counts c
                where messages <> (select count(*) from kendall.message_embeddings e
                    where e.user_id = c.user_id and e.space_id = c.space_id)
                    or memories <> (select count(*) from kendall.memory_embeddings e
                    where e.user_id = c.user_id and e.space_id = c.space_id)
                union all
                select 'no count ' || e.user_id from kendall.message_embeddings e where not exists (
                    select from kendall.embedding_counts c where c.user_id = e.user_id and c.space_id = e.space_id)""";
        return query(sql);
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return Session.all(rows, row -> row.getString(1));
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PostgresImport in(OnConflict onConflict) {
        return in(onConflict, 5_000);
    }

    private PostgresImport in(OnConflict onConflict, int chunkRows) {
        return PostgresImport.into(
                storage,
                ImportOptions.builder()
                        .onConflict(onConflict)
                        .chunkRows(chunkRows)
                        .onReject(rejects::add)
                        .build());
    }

    private List<ImportReject.Reason> reasons() {
        return rejects.stream().map(ImportReject::reason).toList();
    }

    /** The rest of every row of the schema, but for what only counts writes. */
    private static List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "threads",
                "chat_messages",
                "contacts",
                "user_patterns",
                "user_memories",
                "memory_revisions",
                "message_embeddings",
                "memory_embeddings",
                "embedding_counts",
                "external_ids")) {
            rows.addAll(query("select t::text from kendall." + table + " t order by 1"));
        }
        rows.addAll(query("select (to_jsonb(u) - 'revision')::text from kendall.users u order by 1"));
        return rows;
    }

    @Nested
    class Everything {
        private final TestClock sourceClock = TestClock.at("2025-01-01T00:00:00.000001Z");
        private final SequentialIds sourceIds = new SequentialIds();
        private final InMemoryStorage source =
                InMemoryStorage.builder().clock(sourceClock).ids(sourceIds).build();
        private final List<NewVector> vectors = ImportSamples.fill(source, sourceClock, sourceIds);

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 7, 5_000})
        void isReadAsItWasInTheStorageItComesFrom(int chunkRows) {
            storage.vectors().addSpace(ImportSamples.SPACE);
            List<ImportReport> reports = ImportSamples.importAll(in(OnConflict.FAIL, chunkRows), source, vectors);
            assertThat(rejects).isEmpty();
            assertThat(reports)
                    .allSatisfy(report -> assertThat(report.inserted()).isEqualTo(report.read()));
            assertThat(reports.get(2).read()).isEqualTo(3L * 83);
            for (UserId user : USERS) {
                assertThat(ImportSamples.export(storage, user)).isEqualTo(ImportSamples.export(source, user));
                assertThat(storage.vectors().countUnembedded(user, ImportSamples.SPACE))
                        .isEqualTo(source.vectors().countUnembedded(user, ImportSamples.SPACE));
            }
            assertThat(storage.externalIds().findUser(ExternalId.of("airtable/Users", "rec\tanna")))
                    .contains(ANNA);
        }

        @Test
        void storesTheSameRowsAsTheStores() throws SQLException {
            storage.vectors().addSpace(ImportSamples.SPACE);
            ImportSamples.importAll(in(OnConflict.KEEP), source, vectors);
            List<String> imported = rows();

            TestClock again = TestClock.at("2025-01-01T00:00:00.000001Z");
            SequentialIds sameIds = new SequentialIds();
            Storage filled = PostgresFixture.INSTANCE.open(again, sameIds);
            execute("alter table kendall.embedding_spaces alter column space_id restart");
            ImportSamples.fill(filled, again, sameIds);
            List<String> stored = rows();
            assertThat(imported).hasSameSizeAs(stored);
            assertThat(withoutSpaces(imported)).containsExactlyElementsOf(withoutSpaces(stored));
        }

        /** The number of a space is the database's. */
        private List<String> withoutSpaces(List<String> rows) {
            return rows.stream()
                    .map(row -> row.replaceFirst("^\\((.*?),(\\d+),(.*)$", "($1,$3"))
                    .sorted()
                    .toList();
        }

        @ParameterizedTest
        @EnumSource(VectorPrecision.class)
        void isFoundAsIfTheStoresHadWrittenIt(VectorPrecision precision) {
            storage = PostgresStorage.builder(PostgresFixture.dataSource())
                    .clock(clock)
                    .options(PostgresOptions.builder().precision(precision).build())
                    .open();
            storage.vectors().addSpace(ImportSamples.SPACE);
            ImportSamples.importAll(in(OnConflict.KEEP), source, vectors);
            List<Object> found = searches(storage);

            TestClock again = TestClock.at("2025-01-01T00:00:00.000001Z");
            SequentialIds sameIds = new SequentialIds();
            PostgresFixture.empty();
            try (PostgresStorage filled = PostgresStorage.builder(PostgresFixture.dataSource())
                    .clock(again)
                    .ids(sameIds)
                    .options(PostgresOptions.builder().precision(precision).build())
                    .open()) {
                ImportSamples.fill(filled, again, sameIds);
                assertThat(found).isEqualTo(searches(filled));
            }
            assertThat(found.toString()).contains("score");
        }

        private List<Object> searches(Storage searched) {
            List<Object> found = new ArrayList<>();
            for (UserId user : USERS) {
                for (SearchMode mode : SearchMode.values()) {
                    SearchQuery query = SearchQuery.of("the garden of John")
                            .in(mode)
                            .limit(20)
                            .vector(vectors.get(3).vector());
                    found.add(searched.search().messages(user, query, MessageFilter.all()));
                    found.add(searched.search().memories(user, query, MemoryFilter.all()));
                    found.add(searched.search().threads(user, query, MessageFilter.all()));
                }
            }
            return found;
        }

        @ParameterizedTest
        @EnumSource(
                value = OnConflict.class,
                names = {"KEEP", "REPLACE"})
        void aSecondRunChangesNothing(OnConflict onConflict) throws SQLException {
            storage.vectors().addSpace(ImportSamples.SPACE);
            ImportSamples.importAll(in(onConflict), source, vectors);
            List<String> before = rows();
            clock.advance(Duration.ofDays(1));
            List<ImportReport> reports = ImportSamples.importAll(in(onConflict), source, vectors);
            assertThat(rows()).isEqualTo(before);
            assertThat(rejects).isEmpty();
            for (ImportReport report : reports) {
                assertThat(report.inserted()).isZero();
                boolean rewritten = onConflict == OnConflict.REPLACE && report.kind() == ImportReport.Kind.VECTORS;
                assertThat(rewritten ? report.replaced() : report.kept()).isEqualTo(report.read());
            }
        }

        @Test
        void anyOrderOfMemoriesWorks() {
            List<MemoryHistory> histories = new ArrayList<>(ImportSamples.histories(source, ANNA));
            for (int seed = 0; seed < 5; seed++) {
                PostgresFixture.empty();
                Collections.shuffle(histories, new Random(seed));
                ImportReport report = in(OnConflict.KEEP, 1).memories(histories.iterator());
                assertThat(report.inserted()).as("seed %d", seed).isEqualTo(4);
                assertThat(ImportSamples.histories(storage, ANNA)).isEqualTo(ImportSamples.histories(source, ANNA));
            }
            assertThat(rejects).isEmpty();
        }
    }

    private static User user(String name, long version, Instant updated) {
        return new User(ANNA, Profile.builder().fullName(name).build(), TIME.minusSeconds(100), updated, version);
    }

    private static ChatThread thread(String title, long version) {
        return new ChatThread(ANNA, ThreadId.of("t"), title, Attributes.none(), TIME.minusSeconds(9), TIME, version);
    }

    private static Contact contact(long id, String name, String phone, String email, long version) {
        return new Contact(
                ANNA,
                new ContactId(SequentialIds.at(id)),
                name,
                phone,
                email,
                null,
                null,
                java.util.Set.of(),
                0,
                null,
                Attributes.none(),
                TIME,
                TIME,
                version);
    }

    private static Pattern pattern(String description, long version, Instant updated) {
        return new Pattern(
                ANNA,
                new dev.kendall.pattern.PatternId(SequentialIds.at(1)),
                dev.kendall.pattern.PatternType.BEHAVIOR,
                description,
                null,
                null,
                0.5,
                1,
                null,
                null,
                List.of(),
                PatternStatus.ACTIVE,
                Attributes.none(),
                TIME,
                updated,
                version);
    }

    private static Memory memory(long id, String value, long version, Long successor) {
        return new Memory(
                ANNA,
                new MemoryId(SequentialIds.at(id)),
                MemoryType.of("fact"),
                "key",
                value,
                null,
                Importance.MEDIUM,
                null,
                null,
                null,
                List.of(),
                Attributes.none(),
                TIME,
                successor == null ? null : TIME,
                successor == null ? null : new MemoryId(SequentialIds.at(successor)),
                version);
    }

    private static Message said(long id, String text) {
        return ImportSamples.message(ANNA, id, text);
    }

    @Nested
    class WhereOneIsStored {
        @Test
        void keepKeeps() throws SQLException {
            importOne(in(OnConflict.KEEP), 1, "old");
            List<String> before = rows();
            List<ImportReport> reports = importOne(in(OnConflict.KEEP), 2, "new");
            assertThat(reports).allSatisfy(report -> assertThat(report.kept()).isEqualTo(1));
            assertThat(rows()).isEqualTo(before);
        }

        @Test
        void replaceTakesTheHigherVersion() {
            importOne(in(OnConflict.KEEP), 2, "old");
            assertThat(importOne(in(OnConflict.REPLACE), 1, "older"))
                    .allSatisfy(report -> assertThat(report.kept()).isEqualTo(1));
            assertThat(storage.users().get(ANNA).profile().fullName()).isEqualTo("old");
            assertThat(importOne(in(OnConflict.REPLACE), 3, "new"))
                    .allSatisfy(report -> assertThat(report.replaced()).isEqualTo(1));
            assertThat(storage.users().get(ANNA)).isEqualTo(user("new", 3, TIME));
            assertThat(storage.threads().get(ANNA, ThreadId.of("t"))).isEqualTo(thread("new", 3));
            assertThat(ImportSamples.contacts(storage, ANNA)).containsExactly(contact(1, "new", null, null, 3));
            assertThat(ImportSamples.patterns(storage, ANNA)).containsExactly(pattern("new", 3, TIME));
            assertThat(ImportSamples.histories(storage, ANNA))
                    .containsExactly(MemoryHistory.of(memory(1, "new", 3, null)));
        }

        @Test
        void replaceTakesTheLaterOneOfOneVersion() {
            importOne(in(OnConflict.KEEP), 1, "old");
            Instant later = TIME.plusSeconds(1);
            in(OnConflict.REPLACE).users(List.of(user("later", 1, later)).iterator());
            in(OnConflict.REPLACE).patterns(List.of(pattern("later", 1, later)).iterator());
            in(OnConflict.REPLACE)
                    .patterns(
                            List.of(pattern("earlier", 1, TIME.minusSeconds(1))).iterator());
            assertThat(storage.users().get(ANNA)).isEqualTo(user("later", 1, later));
            assertThat(ImportSamples.patterns(storage, ANNA)).containsExactly(pattern("later", 1, later));
        }

        @Test
        void failSaysWhichIsFirst() throws SQLException {
            importOne(in(OnConflict.KEEP), 1, "old");
            in(OnConflict.KEEP)
                    .messages(Stream.of(said(5, "five"), said(6, "six")).iterator());
            List<String> before = rows();
            assertThatThrownBy(() -> in(OnConflict.FAIL)
                            .messages(Stream.of(said(4, "four"), said(6, "six"), said(5, "five"))
                                    .iterator()))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining(SequentialIds.at(6).toString())
                    .hasMessageNotContaining("six");
            assertThatThrownBy(() -> in(OnConflict.FAIL)
                            .contacts(List.of(contact(1, "x", null, null, 9)).iterator()))
                    .isInstanceOf(Conflict.class);
            assertThat(rows()).isEqualTo(before);
        }

        @Test
        void ofAMessageOnlyTheAttributesAreReplaced() {
            in(OnConflict.KEEP)
                    .messages(Stream.of(said(1, "one"), said(2, "two"), said(3, "three"))
                            .iterator());
            Attributes read = Attributes.none().with("read", true);
            ImportReport report = in(OnConflict.REPLACE)
                    .messages(Stream.of(said(1, "one").withAttributes(read), said(2, "another"), said(3, "three"))
                            .iterator());
            assertThat(report.replaced()).isEqualTo(1);
            assertThat(report.kept()).isEqualTo(1);
            assertThat(report.rejected()).isEqualTo(Map.of(ImportReject.Reason.DIFFERENT_MESSAGE, 1L));
            assertThat(storage.chat().find(ANNA, said(1, "").id()))
                    .contains(said(1, "one").withAttributes(read));
            assertThat(storage.chat().find(ANNA, said(2, "").id())).contains(said(2, "two"));
        }

        @Test
        void aVectorIsReplacedAndCountedOnce() {
            storage.vectors().addSpace(ImportSamples.SPACE);
            in(OnConflict.KEEP).messages(List.of(said(1, "one")).iterator());
            NewVector first =
                    ImportSamples.vector(EntityRef.of(ANNA, said(1, "").id()), "one", new Random(1));
            NewVector second =
                    ImportSamples.vector(EntityRef.of(ANNA, said(1, "").id()), "one", new Random(2));
            in(OnConflict.KEEP).vectors(List.of(first).iterator());
            assertThat(in(OnConflict.KEEP).vectors(List.of(second).iterator()).kept())
                    .isEqualTo(1);
            assertThat(similarityTo(second)).isLessThan(0.9);
            assertThat(in(OnConflict.REPLACE)
                            .vectors(List.of(second).iterator())
                            .replaced())
                    .isEqualTo(1);
            assertThat(similarityTo(second)).isGreaterThan(0.999);
        }

        private double similarityTo(NewVector vector) {
            SearchQuery query = SearchQuery.of("x").in(SearchMode.SEMANTIC).vector(vector.vector());
            return storage.search()
                    .messages(ANNA, query, MessageFilter.all())
                    .hits()
                    .get(0)
                    .score();
        }

        @Test
        void aReplacedMemoryOfAnotherTextIsNoLongerGivenUp() throws SQLException {
            storage.vectors().addSpace(ImportSamples.SPACE);
            Memory same = memory(2, "same", 1, null);
            in(OnConflict.KEEP)
                    .memories(Stream.of(memory(1, "old", 1, null), same)
                            .map(MemoryHistory::of)
                            .iterator());
            execute("insert into kendall.embedding_jobs (user_id, space_id, kind, source_id, due_at)"
                    + " select m.user_id, s.space_id, 'MEMORY', m.memory_id, 'infinity'"
                    + " from kendall.user_memories m, kendall.embedding_spaces s");
            in(OnConflict.REPLACE)
                    .memories(Stream.of(memory(1, "new", 2, null), memory(2, "same", 2, null))
                            .map(MemoryHistory::of)
                            .iterator());
            assertThat(query("select source_id from kendall.embedding_jobs"))
                    .containsExactly(same.id().toString());
        }

        @Test
        void aReplacedMemoryOfAnotherTextLosesItsVector() {
            storage.vectors().addSpace(ImportSamples.SPACE);
            Memory old = memory(1, "old words here", 1, null);
            in(OnConflict.KEEP).memories(List.of(MemoryHistory.of(old)).iterator());
            in(OnConflict.KEEP)
                    .vectors(List.of(ImportSamples.vector(
                                    EntityRef.of(ANNA, old.id()), EmbeddingText.of(old), new Random(1)))
                            .iterator());
            assertThat(storage.vectors().countUnembedded(ANNA, ImportSamples.SPACE))
                    .isZero();
            in(OnConflict.REPLACE)
                    .memories(
                            List.of(MemoryHistory.of(memory(1, "new", 2, null))).iterator());
            assertThat(storage.vectors().countUnembedded(ANNA, ImportSamples.SPACE))
                    .isEqualTo(1);
        }

        @Test
        void whatIsEmptySinceItsFirstMessageGivesWay() {
            in(OnConflict.KEEP)
                    .messages(List.of(ImportSamples.message(ANNA, 3, "hello")).iterator());
            assertThat(storage.users().get(ANNA).created()).isEqualTo(TIME);
            ChatThread given =
                    new ChatThread(ANNA, ThreadId.of("t0"), "title", Attributes.none(), TIME.minusSeconds(5), TIME, 1);
            assertThat(in(OnConflict.FAIL)
                            .users(List.of(user("Anna", 1, TIME)).iterator())
                            .inserted())
                    .isEqualTo(1);
            assertThat(in(OnConflict.FAIL).threads(List.of(given).iterator()).inserted())
                    .isEqualTo(1);
            assertThat(storage.users().get(ANNA)).isEqualTo(user("Anna", 1, TIME));
            ChatThread stored = storage.threads().get(ANNA, ThreadId.of("t0"));
            assertThat(stored.title()).isEqualTo("title");
            assertThat(stored.lastActive())
                    .isEqualTo(ImportSamples.message(ANNA, 3, "hello").createdAt());
        }

        private List<ImportReport> importOne(PostgresImport in, long version, String text) {
            return List.of(
                    in.users(List.of(user(text, version, TIME)).iterator()),
                    in.threads(List.of(thread(text, version)).iterator()),
                    in.contacts(List.of(contact(1, text, null, null, version)).iterator()),
                    in.patterns(List.of(pattern(text, version, TIME)).iterator()),
                    in.memories(List.of(MemoryHistory.of(memory(1, text, version, null)))
                            .iterator()));
        }
    }

    @Nested
    class BadRows {
        @Test
        void aTakenPhoneNumberOrAddressStopsOnlyItsContact() {
            in(OnConflict.KEEP)
                    .contacts(List.of(contact(1, "John", "+442079460018", "j@x.org", 1))
                            .iterator());
            ImportReport report = in(OnConflict.KEEP)
                    .contacts(Stream.of(
                                    contact(2, "Mary", "+442079460018", null, 1),
                                    contact(3, "Ben", null, "J@X.org", 1),
                                    contact(4, "Zoe", "+442079460019", null, 1))
                            .iterator());
            assertThat(report.inserted()).isEqualTo(1);
            assertThat(reasons()).containsExactly(ImportReject.Reason.PHONE_TAKEN, ImportReject.Reason.EMAIL_TAKEN);
            assertThat(rejects.get(0).row()).isEqualTo(EntityRef.of(ANNA, new ContactId(SequentialIds.at(2))));
            assertThat(rejects.get(0).toString()).doesNotContain("4420");
            assertThat(ImportSamples.contacts(storage, ANNA)).hasSize(2);
        }

        @Test
        void twoOfOneImportWithOnePhoneNumberAreAsInTwoImports() {
            ImportReport report = in(OnConflict.KEEP)
                    .contacts(Stream.of(
                                    contact(1, "John", "+442079460018", null, 1),
                                    contact(2, "Mary", "+442079460018", null, 1),
                                    contact(1, "Johnny", "+442079460018", null, 2))
                            .iterator());
            assertThat(report.inserted()).isEqualTo(1);
            assertThat(report.kept()).isEqualTo(1);
            assertThat(reasons()).containsExactly(ImportReject.Reason.PHONE_TAKEN);
        }

        @Test
        void aPhoneNumberMayMoveOn() {
            in(OnConflict.KEEP)
                    .contacts(List.of(contact(1, "John", "+442079460018", null, 1))
                            .iterator());
            ImportReport report = in(OnConflict.REPLACE)
                    .contacts(Stream.of(
                                    contact(2, "Mary", "+442079460018", null, 1),
                                    contact(1, "John", "+442079460019", null, 2))
                            .iterator());
            assertThat(rejects).isEmpty();
            assertThat(report.inserted()).isEqualTo(1);
            assertThat(report.replaced()).isEqualTo(1);
        }

        @Test
        void swappedPhoneNumbersAreRejectedAndEndTheImport() {
            in(OnConflict.KEEP)
                    .contacts(Stream.of(
                                    contact(1, "John", "+442079460018", null, 1),
                                    contact(2, "Mary", "+442079460019", null, 1))
                            .iterator());
            ImportReport report = in(OnConflict.REPLACE)
                    .contacts(Stream.of(
                                    contact(1, "John", "+442079460019", null, 2),
                                    contact(2, "Mary", "+442079460018", null, 2))
                            .iterator());
            assertThat(report.rejectedRows()).isEqualTo(2);
        }

        @Test
        void aMemoryWithoutItsSuccessorIsRejectedAndCreatesNoUser() {
            ImportReport report = in(OnConflict.KEEP)
                    .memories(
                            Stream.of(MemoryHistory.of(memory(1, "a", 1, 2L)), MemoryHistory.of(memory(2, "b", 1, 3L)))
                                    .iterator());
            assertThat(report.rejected()).isEqualTo(Map.of(ImportReject.Reason.NO_SUCCESSOR, 2L));
            assertThat(report.read()).isEqualTo(2);
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        void memoriesThatSucceedEachOtherInARingAreStored() {
            ImportReport report = in(OnConflict.KEEP, 1)
                    .memories(
                            Stream.of(MemoryHistory.of(memory(1, "a", 1, 2L)), MemoryHistory.of(memory(2, "b", 1, 1L)))
                                    .iterator());
            assertThat(report.inserted() + report.rejectedRows()).isEqualTo(2);
            rejects.clear();
            ImportReport whole = in(OnConflict.KEEP)
                    .memories(
                            Stream.of(MemoryHistory.of(memory(1, "a", 1, 2L)), MemoryHistory.of(memory(2, "b", 1, 1L)))
                                    .iterator());
            assertThat(whole.inserted()).isEqualTo(2);
            assertThat(rejects).isEmpty();
        }

        @Test
        void vectorsThatDoNotFitAreRejected() {
            storage.vectors().addSpace(ImportSamples.SPACE);
            in(OnConflict.KEEP)
                    .messages(List.of(said(1, "one"), said(2, "two"), said(3, " "))
                            .iterator());
            EntityRef blank = EntityRef.of(ANNA, said(3, "").id());
            EntityRef one = EntityRef.of(ANNA, said(1, "").id());
            EntityRef gone = EntityRef.of(ANNA, said(9, "").id());
            EntityRef stranger = EntityRef.of(UserId.of("nobody"), said(1, "").id());
            SpaceVector other = new SpaceVector(new EmbeddingSpace("other", 2), Vector.of(1, 2));
            Random random = new Random(1);
            ImportReport report = in(OnConflict.KEEP)
                    .vectors(Stream.of(
                                    ImportSamples.vector(one, "two", random),
                                    ImportSamples.vector(blank, " ", random),
                                    ImportSamples.vector(gone, "one", random),
                                    ImportSamples.vector(stranger, "one", random),
                                    new NewVector(one, "one", other),
                                    ImportSamples.vector(
                                            EntityRef.of(ANNA, said(2, "").id()), "two", random))
                            .iterator());
            assertThat(report.inserted()).isEqualTo(1);
            assertThat(reasons())
                    .containsExactlyInAnyOrder(
                            ImportReject.Reason.NO_SPACE,
                            ImportReject.Reason.OTHER_TEXT,
                            ImportReject.Reason.OTHER_TEXT,
                            ImportReject.Reason.NOT_STORED,
                            ImportReject.Reason.NOT_STORED);
            assertThat(storage.users().find(UserId.of("nobody"))).isEmpty();
        }

        @Test
        void externalIdsOfWhatIsNotThereOrTakenAreRejected() {
            in(OnConflict.KEEP).messages(List.of(said(1, "one"), said(2, "two")).iterator());
            UserId ben = UserId.of("ben");
            storage.externalIds().link(EntityRef.of(ben), ExternalId.of("crm", "7"));
            ImportReport report = in(OnConflict.REPLACE)
                    .externalIds(Stream.of(
                                    link(EntityRef.of(ANNA, said(1, "").id()), "a"),
                                    link(EntityRef.of(ANNA, said(2, "").id()), "a"),
                                    link(EntityRef.of(ANNA, said(9, "").id()), "b"),
                                    link(EntityRef.of(ANNA), "7"),
                                    link(EntityRef.of(UserId.of("zoe")), "8"),
                                    link(EntityRef.of(UserId.of("nobody"), ThreadId.of("t")), "9"))
                            .iterator());
            assertThat(report.inserted()).isEqualTo(2);
            assertThat(reasons())
                    .containsExactlyInAnyOrder(
                            ImportReject.Reason.EXTERNAL_ID_TAKEN,
                            ImportReject.Reason.NOT_STORED,
                            ImportReject.Reason.EXTERNAL_ID_TAKEN,
                            ImportReject.Reason.NOT_STORED);
            assertThat(storage.externalIds().findUser(ExternalId.of("crm", "8")))
                    .contains(UserId.of("zoe"));
            assertThat(storage.externalIds().findUser(ExternalId.of("crm", "7")))
                    .contains(ben);
            assertThat(storage.users().find(UserId.of("nobody"))).isEmpty();
        }

        private ExternalLink link(EntityRef entity, String value) {
            return new ExternalLink(entity, ExternalId.of("crm", value));
        }

        @Test
        void whatOnlyTheDatabaseRefusesStopsNothingElse() throws SQLException {
            execute("alter table kendall.chat_messages add constraint of_the_host check (text <> 'bad')");
            try {
                ImportReport report = in(OnConflict.KEEP)
                        .messages(LongStream.range(0, 100)
                                .mapToObj(n -> said(n, n % 40 == 7 ? "bad" : "good"))
                                .iterator());
                assertThat(report.inserted()).isEqualTo(97);
                assertThat(report.rejected()).isEqualTo(Map.of(ImportReject.Reason.REFUSED, 3L));
            } finally {
                execute("alter table kendall.chat_messages drop constraint of_the_host");
            }
        }

        @Test
        void aHistoryIsCheckedWhenItIsMade() {
            Memory memory = memory(1, "a", 2, null);
            MemoryRevision added = new MemoryRevision(memory(1, "a", 1, null), MemoryRevision.Change.ADDED, TIME, null);
            MemoryRevision updated = new MemoryRevision(memory, MemoryRevision.Change.UPDATED, TIME, null);
            assertThat(new MemoryHistory(memory, List.of(added, updated)).revisions())
                    .hasSize(2);
            assertThatIllegalArgumentException().isThrownBy(() -> new MemoryHistory(memory, List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> new MemoryHistory(memory, List.of(updated, added)));
            assertThatIllegalArgumentException().isThrownBy(() -> new MemoryHistory(memory, List.of(added)));
            assertThatIllegalArgumentException().isThrownBy(() -> MemoryHistory.of(memory(1, "a", 1, 1L)));
        }
    }

    @Nested
    class WhatWasDeletedHere {
        private final Instant deletedAt = Instant.parse("2026-03-01T12:10:00Z");
        private final ThreadId garden = ThreadId.of("garden");

        private ImportReport messages(DeletedRows policy, Message... messages) {
            return in(policy).messages(Stream.of(messages).iterator());
        }

        private PostgresImport in(DeletedRows policy) {
            return PostgresImport.into(
                    storage,
                    ImportOptions.builder()
                            .onConflict(OnConflict.REPLACE)
                            .deleted(policy)
                            .onReject(rejects::add)
                            .build());
        }

        private Message said(UUID id, Instant at) {
            return new Message(
                    ANNA,
                    garden,
                    new MessageId(id),
                    Role.USER,
                    MessageType.TEXT,
                    null,
                    "the garden is dry",
                    at,
                    Attributes.none());
        }

        /** An id of version 7 that was made then. */
        private UUID madeAt(Instant time, int n) {
            return new UUID(time.toEpochMilli() << 16 | 0x7000 | n, 0x8000_0000_0000_0000L | n);
        }

        /** An id that does not tell. */
        private UUID random(int n) {
            return new UUID(0x1111_1111_1111_4111L, 0x8000_0000_0000_0000L | n);
        }

        private ChatThread thread(String title, Instant created, long version) {
            return new ChatThread(ANNA, garden, title, Attributes.none(), created, created, version);
        }

        private List<Message> stored() {
            return ImportSamples.messages(storage, ANNA);
        }

        @Test
        void isLeftOutAndCounted() {
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            Contact contact = storage.contacts().upsert(ANNA, NewContact.named("John"));
            storage.chat().delete(ANNA, message.id());
            storage.contacts().delete(ANNA, contact.id());
            ImportReport messages = messages(DeletedRows.SKIP, message);
            ImportReport contacts =
                    in(DeletedRows.SKIP).contacts(List.of(contact).iterator());
            assertThat(List.of(messages.read(), messages.deleted(), messages.inserted(), messages.rejectedRows()))
                    .containsExactly(1L, 1L, 0L, 0L);
            assertThat(contacts.deleted()).isEqualTo(1);
            assertThat(stored()).isEmpty();
            assertThat(storage.contacts().find(ANNA, contact.id())).isEmpty();
            assertThat(rejects).isEmpty();
        }

        @Test
        void isTheDefault() {
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            storage.chat().delete(ANNA, message.id());
            assertThat(PostgresImport.into(storage)
                            .messages(List.of(message).iterator())
                            .deleted())
                    .isEqualTo(1);
        }

        @Test
        void comesBackWhenItIsToBeRestored() {
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            Contact contact = storage.contacts().upsert(ANNA, NewContact.named("John"));
            ChatThread thread = storage.threads().get(ANNA, garden);
            clock.set(deletedAt);
            storage.threads().delete(ANNA, garden);
            storage.contacts().delete(ANNA, contact.id());
            ImportReport threads =
                    in(DeletedRows.RESTORE).threads(List.of(thread).iterator());
            ImportReport messages = messages(DeletedRows.RESTORE, message);
            in(DeletedRows.RESTORE).contacts(List.of(contact).iterator());
            assertThat(threads.inserted() + messages.inserted()).isEqualTo(2);
            assertThat(messages.deleted()).isZero();
            assertThat(storage.threads().find(ANNA, garden)).contains(thread);
            assertThat(stored()).containsExactly(message);
            assertThat(storage.contacts().find(ANNA, contact.id())).contains(contact);
        }

        @Test
        void isNotDeletedOnceItIsStoredAgain() {
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            ChatThread thread =
                    storage.threads().update(storage.threads().get(ANNA, garden).withTitle("garden"));
            clock.set(deletedAt);
            storage.threads().delete(ANNA, garden);
            in(DeletedRows.RESTORE).threads(List.of(thread).iterator());
            messages(DeletedRows.RESTORE, message);
            Message changed = message.withAttributes(Attributes.none().with("read", true));
            ChatThread renamed = thread("my garden", thread.created(), 5);
            assertThat(messages(DeletedRows.SKIP, changed).replaced()).isEqualTo(1);
            assertThat(in(DeletedRows.SKIP).threads(List.of(renamed).iterator()).replaced())
                    .isEqualTo(1);
            assertThat(stored()).containsExactly(changed);
        }

        @Test
        void aThreadStandsForTheMessagesThatItHad() {
            storage.threads().getOrCreate(ANNA, garden);
            clock.set(deletedAt);
            storage.threads().delete(ANNA, garden);
            ImportReport report = messages(
                    DeletedRows.SKIP,
                    said(madeAt(deletedAt.minusMillis(1), 1), deletedAt.minusSeconds(1)),
                    // Said later than it was stored, and than it was deleted: by a clock that was wrong.
                    said(madeAt(deletedAt.minusMillis(1), 2), deletedAt.plusSeconds(60)),
                    said(random(3), deletedAt));
            assertThat(report.deleted()).isEqualTo(3);
            assertThat(stored()).isEmpty();
            assertThat(storage.threads().find(ANNA, garden)).isEmpty();
        }

        @Test
        void whatWasStoredLaterIsNotOfTheDeletedThread() {
            storage.threads().getOrCreate(ANNA, garden);
            clock.set(deletedAt);
            storage.threads().delete(ANNA, garden);
            ImportReport report = messages(
                    DeletedRows.SKIP,
                    said(madeAt(deletedAt.plusMillis(1), 1), deletedAt.plusMillis(1)),
                    // Brought from elsewhere into the thread that was created again.
                    said(madeAt(deletedAt.plusMillis(1), 2), deletedAt.minusSeconds(60)),
                    said(random(3), deletedAt.plusMillis(1)));
            assertThat(report.inserted()).isEqualTo(3);
            assertThat(storage.threads().find(ANNA, garden)).isPresent();
        }

        @Test
        void aThreadThatWasCreatedAgainIsAnotherOne() {
            ChatThread former = storage.threads().getOrCreate(ANNA, garden);
            clock.set(deletedAt);
            storage.threads().delete(ANNA, garden);
            clock.set(deletedAt.plusSeconds(60));
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("a new one"));
            ChatThread again = storage.threads().get(ANNA, garden);
            ImportReport report = in(DeletedRows.SKIP)
                    .threads(List.of(thread("of before", former.created(), 9)).iterator());
            assertThat(report.deleted()).isEqualTo(1);
            assertThat(storage.threads().get(ANNA, garden)).isEqualTo(again);
            ChatThread newer = thread("of after", again.created(), 2);
            assertThat(in(DeletedRows.SKIP).threads(List.of(newer).iterator()).deleted())
                    .isZero();
            assertThat(storage.threads().get(ANNA, garden).title()).isEqualTo("of after");
            assertThat(stored()).containsExactly(message);
        }

        @Test
        void isNobodyElses() {
            UserId ben = UserId.of("ben");
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            storage.chat().delete(ANNA, message.id());
            Message bens = new Message(
                    ben, garden, message.id(), Role.USER, MessageType.TEXT, null, "dry", TIME, Attributes.none());
            assertThat(messages(DeletedRows.SKIP, bens).inserted()).isEqualTo(1);
        }

        @Test
        void hasNoVectorsAndNoExternalIds() {
            Message message = storage.chat().append(ANNA, garden, NewMessage.user("the garden is dry"));
            Contact contact = storage.contacts().upsert(ANNA, NewContact.named("John"));
            storage.vectors().addSpace(ImportSamples.SPACE);
            NewVector vector =
                    ImportSamples.vector(EntityRef.of(ANNA, message.id()), EmbeddingText.of(message), new Random(1));
            storage.chat().delete(ANNA, message.id());
            storage.contacts().delete(ANNA, contact.id());
            ImportReport vectors = in(DeletedRows.SKIP).vectors(List.of(vector).iterator());
            ImportReport externalIds = in(DeletedRows.SKIP)
                    .externalIds(Stream.of(EntityRef.of(ANNA, message.id()), EntityRef.of(ANNA, contact.id()))
                            .map(ref -> new ExternalLink(ref, ExternalId.of("airtable/" + ref.kind(), "rec1")))
                            .iterator());
            assertThat(vectors.deleted()).isEqualTo(1);
            assertThat(externalIds.deleted()).isEqualTo(2);
            assertThat(rejects).isEmpty();
        }

        @Test
        void staysDeletedWhenEverythingIsImportedAgain() {
            InMemoryStorage source =
                    InMemoryStorage.builder().clock(clock).ids(ids).build();
            List<NewVector> vectors = ImportSamples.fill(source, clock, ids);
            ImportSamples.importAll(in(DeletedRows.SKIP), source, vectors);
            clock.advance(Duration.ofDays(1));
            for (UserId user : USERS) {
                storage.threads().delete(user, ThreadId.of("t1"));
                storage.chat()
                        .delete(
                                user,
                                storage.chat()
                                        .list(user, ThreadId.of("t0"), PageRequest.first(1))
                                        .items()
                                        .get(0)
                                        .id());
                storage.contacts()
                        .delete(
                                user,
                                storage.contacts()
                                        .list(user, PageRequest.first(1))
                                        .items()
                                        .get(0)
                                        .id());
            }
            List<String> before = USERS.stream()
                    .map(user -> ImportSamples.export(storage, user))
                    .toList();
            List<ImportReport> again = ImportSamples.importAll(in(DeletedRows.SKIP), source, vectors);
            assertThat(USERS.stream()
                            .map(user -> ImportSamples.export(storage, user))
                            .toList())
                    .isEqualTo(before);
            assertThat(again).allSatisfy(report -> {
                assertThat(report.inserted()).isZero();
                assertThat(report.read())
                        .isEqualTo(report.replaced() + report.kept() + report.deleted() + report.rejectedRows());
            });
            assertThat(again.stream().mapToLong(ImportReport::deleted).sum()).isGreaterThan(USERS.size() * 3L);
        }
    }

    @Nested
    class Running {
        @Test
        void takesRowsOneChunkAtATime() {
            int rows = 20_000;
            AtomicLong taken = new AtomicLong();
            AtomicLong ahead = new AtomicLong();
            List<ImportReport> told = new ArrayList<>();
            AtomicLong committed = new AtomicLong();
            Iterator<Message> source = LongStream.range(0, rows)
                    .mapToObj(n -> ImportSamples.message(UserId.of("u" + n % 50), n, "row " + n))
                    .peek(message -> ahead.accumulateAndGet(taken.incrementAndGet() - committed.get(), Math::max))
                    .iterator();
            PostgresImport in = PostgresImport.into(
                    storage,
                    ImportOptions.builder()
                            .chunkRows(400)
                            .onProgress(report -> {
                                told.add(report);
                                committed.set(report.inserted());
                                if (told.size() == 1) {
                                    throw new IllegalStateException("a listener's fault");
                                }
                            })
                            .build());
            ImportReport report = in.messages(source);
            assertThat(report.inserted()).isEqualTo(rows);
            assertThat(ahead.get()).isLessThanOrEqualTo(402);
            assertThat(told).hasSize(rows / 400);
            assertThat(told.get(0).inserted()).isEqualTo(400);
        }

        @Test
        void largeRowsMakeSmallChunks() {
            List<Long> chunks = new ArrayList<>();
            String large = "x" + " ".repeat(99_999);
            PostgresImport.into(
                            storage,
                            ImportOptions.builder()
                                    .onProgress(report -> chunks.add(report.inserted()))
                                    .build())
                    .messages(LongStream.range(0, 200)
                            .mapToObj(n -> said(n, large))
                            .iterator());
            assertThat(chunks).containsExactly(160L, 200L);
        }

        @Test
        void countsStayRightWhileOthersWrite() {
            storage.vectors().addSpace(ImportSamples.SPACE);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 300; i++) {
                    storage.chat()
                            .append(
                                    UserId.of("u" + i % 7),
                                    ThreadId.of("t" + i % 3),
                                    List.of(NewMessage.user("written meanwhile " + i)));
                    storage.memories().add(UserId.of("u" + i % 7), NewMemory.fact("k" + i, "v"));
                }
            });
            CompletableFuture<ImportReport> other = CompletableFuture.supplyAsync(() -> in(OnConflict.KEEP, 300)
                    .messages(messages(1_010_000, 1_020_000).iterator()));
            ImportReport report = in(OnConflict.KEEP, 400)
                    .messages(messages(1_000_000, 1_010_000).iterator());
            writing.join();
            assertThat(report.inserted()).isEqualTo(10_000);
            assertThat(other.join().inserted()).isEqualTo(10_000);
            assertThat(IntStream.range(0, 7)
                            .mapToLong(n -> ImportSamples.messages(storage, UserId.of("u" + n))
                                    .size())
                            .sum())
                    .isEqualTo(20_300);
        }

        @Test
        void twoImportsOfTheSameRowsStoreThemOnce() {
            CompletableFuture<ImportReport> other = CompletableFuture.supplyAsync(
                    () -> in(OnConflict.KEEP, 500).messages(messages(0, 5_000).iterator()));
            ImportReport report =
                    in(OnConflict.KEEP, 700).messages(messages(0, 5_000).iterator());
            assertThat(report.inserted() + other.join().inserted()).isEqualTo(5_000);
            assertThat(rejects).isEmpty();
        }

        private Stream<Message> messages(long from, long to) {
            return LongStream.range(from, to)
                    .mapToObj(n -> ImportSamples.message(UserId.of("u" + n * 31 % 7), n, "imported row " + n));
        }

        @Test
        void aSourceThatFailsLeavesWhatWasCommittedAndCanBeRunAgain() {
            Iterator<Message> failing = LongStream.range(0, 100)
                    .mapToObj(n -> {
                        if (n == 55) {
                            throw new IllegalStateException("the source is gone");
                        }
                        return said(n, "row");
                    })
                    .iterator();
            assertThatThrownBy(() -> in(OnConflict.KEEP, 10).messages(failing))
                    .hasMessageContaining("the source is gone");
            assertThat(ImportSamples.messages(storage, ANNA)).hasSize(50);
            ImportReport again = in(OnConflict.KEEP, 10)
                    .messages(LongStream.range(0, 100)
                            .mapToObj(n -> said(n, "row"))
                            .iterator());
            assertThat(again.kept()).isEqualTo(50);
            assertThat(again.inserted()).isEqualTo(50);
        }

        @Test
        void anInterruptedThreadEndsIt() {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() ->
                            in(OnConflict.KEEP).messages(List.of(said(1, "x")).iterator()))
                    .isInstanceOf(Cancelled.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void nothingGivesAnEmptyReport() {
            ImportReport report = in(OnConflict.FAIL).messages(Collections.emptyIterator());
            assertThat(report.read()).isZero();
            assertThat(report.rowsPerSecond()).isZero();
        }

        @Test
        void anotherDriverIsRefused() {
            DataSource other = wrapped(PostgresFixture.dataSource(), DataSource.class);
            try (PostgresStorage wrapping =
                    PostgresStorage.builder(other).clock(clock).open()) {
                assertThatThrownBy(() -> PostgresImport.into(wrapping)
                                .messages(List.of(said(1, "x")).iterator()))
                        .isInstanceOf(StorageRefused.class)
                        .hasMessageContaining("PGConnection");
            }
            assertThat(storage.users().list(PageRequest.first(1)).items()).isEmpty();
        }

        /** Hides what is behind it, as a driver that is no PostgreSQL's would. */
        @SuppressWarnings("unchecked")
        private <T> T wrapped(T target, Class<T> type) {
            return (T) Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (method.getName().equals("isWrapperFor")) {
                            return false;
                        }
                        try {
                            Object result = method.invoke(target, arguments);
                            return result instanceof Connection connection
                                    ? wrapped(connection, Connection.class)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @Nested
    class HalfPrecision {
        @Test
        void isRoundedAsTheServerRounds() throws SQLException {
            Random random = new Random(3);
            float[] numbers = new float[4_000];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (random.nextGaussian() * Math.pow(10, -random.nextInt(9)));
            }
            float[] edges = {
                0f,
                -0f,
                1f,
                -1f,
                0x1p-14f,
                0x1p-24f,
                0x1p-25f,
                0x1.8p-25f,
                0x1.000002p-25f,
                0x1.8p-24f,
                0x1.ffcp-15f,
                0x1.ffep-15f,
                0x1.002p0f,
                0x1.006p0f,
                0x1.001p0f,
                0x1.0010002p0f,
                65504f,
                Float.MIN_VALUE
            };
            System.arraycopy(edges, 0, numbers, 0, edges.length);
            try (Connection connection = PostgresFixture.dataSource().getConnection();
                    var statement = connection.prepareStatement(
                            "select encode(halfvec_send(?::real[]::vector::halfvec), 'hex')")) {
                statement.setObject(1, numbers);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    assertThat(java.util.HexFormat.of().formatHex(new HalfVector(numbers).toBytes()))
                            .isEqualTo(row.getString(1));
                }
            }
        }
    }
}
