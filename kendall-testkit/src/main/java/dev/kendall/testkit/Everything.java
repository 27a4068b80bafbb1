package dev.kendall.testkit;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.NewContact;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.TurnContext;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobRequest;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Change;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.storage.Storage;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something of every kind, stored for users under the same ids and in the same words, and every way there is to find it again.
 * What the backend has declared to lack is neither stored nor asked for.
 */
final class Everything {
    static final ThreadId THREAD = ThreadId.of("garden");
    static final MessageId QUESTION = new MessageId(SequentialIds.at(4_000_001));
    static final MessageId ANSWER = new MessageId(SequentialIds.at(4_000_002));
    static final MemoryId MEMORY = new MemoryId(SequentialIds.at(4_000_003));
    static final MemoryId SUCCESSOR = new MemoryId(SequentialIds.at(4_000_004));
    static final PatternId PATTERN = new PatternId(SequentialIds.at(4_000_005));

    private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
    private static final PageRequest FIRST = PageRequest.first(1_000);
    private static final String STATE = "work/garden";
    private static final String WORD = "garden";
    private static final String PHONE = "+442079460018";
    private static final String EMAIL = "john@example.org";

    private final Storage storage;
    private final Set<Capability> capabilities;
    /** Contacts have no ids of the caller's. */
    private final Collection<ContactId> contacts = new ArrayList<>();

    Everything(Storage storage, Set<Capability> capabilities) {
        this.storage = storage;
        this.capabilities = capabilities;
    }

    /** The external id that every user gives to something of this kind; a user's own is theirs alone. */
    static ExternalId externalId(UserId user, EntityKind kind) {
        return kind == EntityKind.USER ? ExternalId.of("crm/users", user.value()) : ExternalId.of("crm/" + kind, "7");
    }

    /** The contacts that were stored. */
    Collection<ContactId> contacts() {
        return contacts;
    }

    /** Stores something of every kind for the user; {@link #counts} says how much. */
    void storeFor(UserId user) {
        storage.users().save(user, Samples.profile());
        storage.threads().getOrCreate(user, ThreadId.of("empty"));
        List<Message> messages = storage.chat()
                .append(
                        user,
                        THREAD,
                        List.of(
                                NewMessage.user("What does the garden need, John?")
                                        .withId(QUESTION)
                                        .withCreatedAt(TIME)
                                        .withAttributes(Samples.attributes()),
                                NewMessage.assistant("The garden needs water.")
                                        .withId(ANSWER)
                                        .withCreatedAt(TIME)));
        ContactId contact = storage.contacts()
                .upsert(user, NewContact.named("John").withPhone(PHONE).withEmail(EMAIL))
                .id();
        contacts.add(contact);
        storage.patterns()
                .add(
                        user,
                        NewPattern.of(PatternType.BEHAVIOR, "waters the garden")
                                .withId(PATTERN)
                                .withEvidence(List.of(QUESTION)));
        Memory memory =
                storage.memories().add(user, NewMemory.fact(WORD, "is dry").withId(MEMORY));
        storage.memories().supersede(memory, NewMemory.fact(WORD, "is wet").withId(SUCCESSOR));
        if (capabilities.contains(Capability.EXTERNAL_IDS)) {
            refs(user, contact).forEach(ref -> storage.externalIds().link(ref, externalId(user, ref.kind())));
        }
        if (capabilities.contains(Capability.SEMANTIC_SEARCH)) {
            space().put(messages.get(0), 1, 0);
            space().put(memory, 0, 1);
        }
        if (storage instanceof TransactionalStorage transactional) {
            transactional.inTransaction(tx -> {
                tx.state().put(user, STATE, "as far as the garden");
                return tx.outbox().add(new Change.TurnCompleted(user, THREAD, QUESTION, ANSWER, List.of(SUCCESSOR)));
            });
            if (capabilities.contains(Capability.JOBS)) {
                transactional
                        .jobs()
                        .enqueue(JobRequest.of("water").withUser(user).withKey("garden"));
            }
        }
    }

    /** How much {@link #storeFor} stores. */
    Map<Kind, Long> counts() {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        counts.put(Kind.USERS, 1L);
        counts.put(Kind.THREADS, 2L);
        counts.put(Kind.MESSAGES, 2L);
        counts.put(Kind.CONTACTS, 1L);
        counts.put(Kind.PATTERNS, 1L);
        counts.put(Kind.MEMORIES, 2L);
        counts.put(Kind.MEMORY_REVISIONS, capabilities.contains(Capability.MEMORY_HISTORY) ? 3L : 0L);
        counts.put(Kind.EXTERNAL_IDS, capabilities.contains(Capability.EXTERNAL_IDS) ? 6L : 0L);
        counts.put(Kind.VECTORS, capabilities.contains(Capability.SEMANTIC_SEARCH) ? 2L : 0L);
        counts.put(Kind.OUTBOX_ENTRIES, capabilities.contains(Capability.TRANSACTIONS) ? 1L : 0L);
        boolean jobs = capabilities.containsAll(EnumSet.of(Capability.TRANSACTIONS, Capability.JOBS));
        counts.put(Kind.JOBS, jobs ? 1L : 0L);
        counts.put(Kind.STATES, capabilities.contains(Capability.TRANSACTIONS) ? 1L : 0L);
        return counts;
    }

    /** What the user finds by asking in every way, with every id that was ever stored for anybody. */
    List<Object> foundBy(UserId user) {
        List<Object> found = new ArrayList<>();
        storage.users().find(user).ifPresent(found::add);
        storage.users().list(FIRST).items().stream()
                .filter(any -> any.id().equals(user))
                .forEach(found::add);
        storage.threads().find(user, THREAD).ifPresent(found::add);
        found.addAll(storage.threads().list(user, FIRST).items());
        storage.chat().find(user, QUESTION).ifPresent(found::add);
        found.addAll(storage.chat().listByIds(user, List.of(QUESTION, ANSWER)));
        found.addAll(storage.chat().list(user, MessageFilter.all(), FIRST).items());
        found.addAll(storage.chat().list(user, THREAD, FIRST).items());
        contacts.forEach(id -> storage.contacts().find(user, id).ifPresent(found::add));
        storage.contacts().findByPhone(user, PHONE).ifPresent(found::add);
        storage.contacts().findByEmail(user, EMAIL).ifPresent(found::add);
        found.addAll(storage.contacts().listByName(user, "John"));
        found.addAll(storage.contacts().list(user, FIRST).items());
        storage.patterns().find(user, PATTERN).ifPresent(found::add);
        found.addAll(storage.patterns().list(user, PatternFilter.all(), FIRST).items());
        storage.memories().find(user, MEMORY).ifPresent(found::add);
        storage.memories().find(user, SUCCESSOR).ifPresent(found::add);
        found.addAll(storage.memories().list(user, MemoryFilter.all(), FIRST).items());
        if (capabilities.contains(Capability.MEMORY_HISTORY)) {
            found.addAll(storage.memories().history(user, MEMORY));
            found.addAll(storage.memories().history(user, SUCCESSOR));
        }
        addExternalIds(user, found);
        addSearches(user, found);
        addVectors(user, found);
        if (storage instanceof TransactionalStorage transactional) {
            transactional.inTransaction(tx -> tx.outbox().list(1_000)).stream()
                    .filter(entry -> entry.change().user().equals(user))
                    .forEach(found::add);
            if (capabilities.contains(Capability.JOBS)) {
                found.addAll(transactional
                        .jobs()
                        .list(JobFilter.all().withUser(user), FIRST)
                        .items());
            }
            found.addAll(
                    transactional.inTransaction(tx -> tx.state().list(user, "")).values());
            transactional.inTransaction(tx -> tx.state().find(user, STATE)).ifPresent(found::add);
        }
        return found;
    }

    private void addExternalIds(UserId user, List<Object> found) {
        if (!capabilities.contains(Capability.EXTERNAL_IDS)) {
            return;
        }
        for (EntityKind kind : EntityKind.values()) {
            storage.externalIds().find(user, externalId(user, kind)).ifPresent(found::add);
        }
        contacts.stream()
                .flatMap(contact -> refs(user, contact))
                .distinct()
                .forEach(ref -> found.addAll(storage.externalIds().list(ref)));
        storage.externalIds().findUser(externalId(user, EntityKind.USER)).ifPresent(found::add);
    }

    private void addSearches(UserId user, List<Object> found) {
        if (!capabilities.contains(Capability.KEYWORD_SEARCH)) {
            return;
        }
        SearchQuery words = SearchQuery.of(WORD).in(SearchMode.KEYWORD);
        List<SearchQuery> queries = capabilities.contains(Capability.SEMANTIC_SEARCH)
                ? List.of(
                        words,
                        words.in(SearchMode.SEMANTIC).vector(space().vector(1, 0)),
                        words.in(SearchMode.HYBRID).vector(space().vector(1, 0)))
                : List.of(words);
        for (SearchQuery query : queries) {
            found.addAll(items(storage.search().messages(user, query, MessageFilter.all())));
            found.addAll(items(storage.search().memories(user, query, MemoryFilter.all())));
            storage.search()
                    .threads(user, query, MessageFilter.all())
                    .hits()
                    .forEach(hit -> found.add(hit.item().thread()));
        }
        TurnContext context = storage.context()
                .read(new ContextQuery(user, THREAD, "garden of John", null, TIME, ContextLimits.defaults()));
        if (!context.profile().equals(Profile.empty())) {
            found.add(context.profile());
        }
        found.addAll(context.recent());
        context.similar().forEach(hit -> found.add(hit.item()));
        context.memories().forEach(hit -> found.add(hit.item()));
        found.addAll(context.patterns());
        found.addAll(context.contacts());
    }

    private void addVectors(UserId user, List<Object> found) {
        if (!capabilities.contains(Capability.SEMANTIC_SEARCH)) {
            return;
        }
        long unembedded = storage.vectors().countUnembedded(user, space().id());
        if (unembedded > 0) {
            found.add(unembedded);
        }
        storage.vectors().listUnembedded(space().id(), PageRequest.first(1_000)).items().stream()
                .filter(row -> row.source().user().equals(user))
                .map(row -> row.source().id() + row.text())
                .sorted()
                .forEach(found::add);
    }

    /** The space that the vectors are in. */
    Space space() {
        return Space.added(storage, "everything", 2);
    }

    /** What the user calls these things, whether they are stored for the user or not. */
    private static Stream<EntityRef> refs(UserId user, ContactId contact) {
        return Stream.of(
                EntityRef.of(user),
                EntityRef.of(user, THREAD),
                EntityRef.of(user, QUESTION),
                EntityRef.of(user, contact),
                EntityRef.of(user, PATTERN),
                EntityRef.of(user, MEMORY));
    }

    private static <T> List<T> items(SearchResult<T> result) {
        return result.hits().stream().map(Hit::item).toList();
    }
}
