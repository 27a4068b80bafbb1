package dev.kendall.storage.inmemory;

import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyRow.Answers;
import dev.kendall.analytics.DailyRow.Models;
import dev.kendall.analytics.DailyRow.Patterns;
import dev.kendall.analytics.DailyRow.Recall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.fixture.Samples;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.privacy.UserExport;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Change;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A storage with something of every kind in it, and all that can be read from it, to compare two. */
final class FilledStorage {
    private static final PageRequest ALL = PageRequest.first(1_000);
    private static final EmbeddingSpace SMALL = new EmbeddingSpace("small", 3);
    private static final EmbeddingSpace LARGE = new EmbeddingSpace("large", 50);

    private FilledStorage() {}

    static void fill(InMemoryStorage storage, long seed) {
        Samples samples = new Samples(seed);
        storage.vectors().addSpace(SMALL);
        storage.vectors().addSpace(LARGE);
        storage.vectors().activate(LARGE);
        for (int i = 0; i < 3; i++) {
            fillUser(storage, UserId.of("user " + i + samples.text(3)), samples);
        }
        LocalDate day = LocalDate.parse("2026-03-02");
        storage.daily().put(new DailyRow(day, 0, 0, null, null, null, null, null));
        storage.daily()
                .put(new DailyRow(
                        day.plusDays(1),
                        7,
                        2,
                        new Answers(3, Duration.ofNanos(1_234_567_000), Duration.ofMinutes(2)),
                        new Recall(3, 2),
                        new Patterns(1, 0),
                        new DailyRow.Jobs(9, 1),
                        new Models(2, 1_000, 50, new BigDecimal("0.01200"))));
        UserId bare = UserId.of("bare");
        storage.users().save(bare, Profile.empty());
        storage.externalIds().link(EntityRef.of(bare), ExternalId.of("crm", samples.text(3)));
    }

    private static void fillUser(InMemoryStorage storage, UserId user, Samples samples) {
        storage.users().save(user, samples.profile().toBuilder().region("GB").build());
        storage.users().save(user, samples.profile().toBuilder().region("GB").build());
        storage.externalIds().link(EntityRef.of(user), ExternalId.of("legacy", user.value()));
        ThreadId empty = ThreadId.of("empty");
        storage.threads().getOrCreate(user, empty);
        storage.threads().update(storage.threads().get(user, empty).withTitle("Nothing yet"));
        storage.externalIds().link(EntityRef.of(user, empty), ExternalId.of("legacy", samples.text(3) + "t"));
        List<NewVector> vectors = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            NewMessage said = samples.newMessage();
            Message message = storage.chat().append(user, ThreadId.of("t" + i % 3), said);
            addVector(vectors, EntityRef.of(user, message.id()), EmbeddingText.of(message), i, samples);
        }
        for (int i = 0; i < 5; i++) {
            Contact contact = storage.contacts().upsert(user, samples.newContact());
            storage.externalIds().link(EntityRef.of(user, contact.id()), ExternalId.of("crm", "c" + i));
            NewPattern pattern = samples.newPattern();
            Pattern stored = storage.patterns().add(user, pattern);
            storage.patterns().update(stored.withStatus(PatternStatus.DISMISSED));
        }
        for (int i = 0; i < 6; i++) {
            Memory memory = storage.memories().add(user, samples.newMemory());
            addVector(vectors, EntityRef.of(user, memory.id()), EmbeddingText.of(memory), i, samples);
            switch (i) {
                case 1 -> storage.memories().supersede(memory, NewMemory.fact("k", samples.text(5)));
                case 2 -> storage.memories().restore(storage.memories().retract(memory, "wrong" + samples.text(3)));
                case 3 ->
                    storage.memories()
                            .update(memory.withContent(memory.content().withContext("x")));
                default -> {}
            }
        }
        storage.vectors().put(user, vectors);
        storage.inTransaction(tx -> tx.outbox()
                .add(new Change.TurnCompleted(
                        user, empty, samples.messageId(), samples.messageId(), List.of(samples.memoryId()))));
    }

    private static void addVector(List<NewVector> vectors, EntityRef source, String text, int i, Samples samples) {
        if (i % 3 != 0) {
            vectors.add(new NewVector(source, text, new SpaceVector(SMALL, samples.vector(3))));
        }
        if (i % 2 != 0) {
            vectors.add(new NewVector(source, text, new SpaceVector(LARGE, samples.vector(50))));
        }
    }

    /** Everything that its stores tell, in words. */
    static List<String> contents(InMemoryStorage storage) {
        List<String> all = new ArrayList<>();
        all.add(storage.vectors().listSpaces() + " active " + storage.vectors().findActive());
        all.addAll(storage.inTransaction(tx -> tx.outbox().list(1_000)).stream()
                .map(Object::toString)
                .toList());
        storage.daily()
                .list(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"))
                .forEach(row -> all.add(row.toString()));
        for (User user : Page.each(ALL, storage.users()::list)) {
            StringWriter export = new StringWriter();
            UserExport.write(storage, user.id(), Instant.EPOCH, export);
            export.toString().lines().forEach(all::add);
            storage.externalIds()
                    .list(EntityRef.of(user.id()))
                    .forEach(id -> all.add(id + " is " + storage.externalIds().findUser(id)));
            for (EmbeddingSpace space : storage.vectors().listSpaces()) {
                all.addAll(nearest(storage, user.id(), space));
            }
            storage.search()
                    .messages(user.id(), SearchQuery.of("wine at nine").in(SearchMode.KEYWORD), MessageFilter.all())
                    .hits()
                    .forEach(hit -> all.add(hit.item().id() + " by word " + hit.score()));
            for (Memory memory :
                    storage.memories().list(user.id(), MemoryFilter.all(), ALL).items()) {
                all.add(memory.id() + " history " + storage.memories().history(user.id(), memory.id()));
            }
        }
        return all;
    }

    /** The cosine of each row to some vectors gives each vector away. */
    private static List<String> nearest(InMemoryStorage storage, UserId user, EmbeddingSpace space) {
        List<String> all = new ArrayList<>();
        Samples samples = new Samples(42);
        all.add(space + " misses " + storage.vectors().countUnembedded(user, space));
        for (int i = 0; i < 4; i++) {
            SearchQuery query = SearchQuery.of("x")
                    .in(SearchMode.SEMANTIC)
                    .limit(100)
                    .vector(new SpaceVector(space, samples.vector(space.dimensions())));
            storage.search()
                    .messages(user, query, MessageFilter.all())
                    .hits()
                    .forEach(hit -> all.add(hit.item().id() + " at " + hit.score()));
            storage.search()
                    .memories(user, query, MemoryFilter.all())
                    .hits()
                    .forEach(hit -> all.add(hit.item().id() + " at " + hit.score()));
        }
        return all;
    }
}
