package dev.kendall.store.postgres;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.id.IdGenerator;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.privacy.UserExport;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Stores;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.StringWriter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Rows of every kind, odd ones among them, stored through the stores, and read out of them again as an import takes them. */
final class ImportSamples {
    static final EmbeddingSpace SPACE = new EmbeddingSpace("sample", 24);
    static final List<UserId> USERS = List.of(UserId.of("anna"), UserId.of("Ben 'O\\' 👋"), UserId.of("zoë\t\"x\""));
    static final Instant EXPORTED = Instant.parse("2026-06-01T00:00:00Z");

    private static final PageRequest PAGE = PageRequest.first(500);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final List<String> TEXTS = List.of(
            "Can you ring John before the garden party?",
            "tab\there, line\nthere, \\N and \\. and \\t, \"quoted\" 'single' {1,2} NULL",
            "👩‍👩‍👧 and 🏳️‍🌈, then 𝒜, \uFEFF\uFFFF \u0001",
            "  ",
            "",
            "שלום the garden مرحبا",
            "garden ".repeat(2_000));

    private ImportSamples() {}

    /** Stores the samples for all users. */
    static List<NewVector> fill(Storage storage, TestClock clock, IdGenerator ids) {
        storage.vectors().addSpace(SPACE);
        List<NewVector> vectors = new ArrayList<>();
        Random random = new Random(7);
        for (UserId user : USERS) {
            fill(storage, user, clock, ids);
            for (Message message : messages(storage, user)) {
                if (!message.text().isBlank() && random.nextInt(5) > 0) {
                    vectors.add(vector(EntityRef.of(user, message.id()), EmbeddingText.of(message), random));
                }
            }
            for (Memory memory : memories(storage, user)) {
                vectors.add(vector(EntityRef.of(user, memory.id()), EmbeddingText.of(memory), random));
            }
            storage.vectors()
                    .put(
                            user,
                            vectors.stream()
                                    .filter(vector -> vector.source().user().equals(user))
                                    .toList());
        }
        return vectors;
    }

    private static void fill(Storage storage, UserId user, TestClock clock, IdGenerator ids) {
        Attributes odd = Attributes.none()
                .with("text", "it's \"quoted\"\t\\ 👋")
                .with("whole", Long.MAX_VALUE)
                .with("none", List.of());
        Profile profile = Profile.builder()
                .fullName("Anna-Lena O'Brien\\ 👩")
                .zone(ZoneId.of("Pacific/Auckland"))
                .region("nz")
                .traits(List.of("warm", "brief,\t{\"", "warm"))
                .instructions("one\ntwo")
                .attributes(odd)
                .build();
        User saved = storage.users().save(user, profile);
        clock.advance(Duration.ofNanos(1_234_000));
        storage.users()
                .update(saved.withProfile(profile.toBuilder().nickname("Annie").build()));
        ChatThread empty = storage.threads().getOrCreate(user, ThreadId.of("empty"));
        storage.threads().update(empty.withTitle("none yet").withAttributes(odd));
        for (int i = 0; i < 40; i++) {
            clock.advance(Duration.ofSeconds(1));
            NewMessage message = NewMessage.user(TEXTS.get(i % TEXTS.size()))
                    .withSpeaker(i % 3 == 0 ? "Zoë\t" : null)
                    .withAttributes(i % 4 == 0 ? odd : Attributes.none());
            storage.chat()
                    .append(user, ThreadId.of("t" + i % 3), List.of(message, NewMessage.assistant("answer " + i)));
        }
        storage.chat()
                .append(
                        user,
                        ThreadId.of("limits"),
                        List.of(
                                NewMessage.user("first").withCreatedAt(FIRST),
                                NewMessage.user("before 2000")
                                        .withCreatedAt(Instant.parse("1969-12-31T23:59:59.999999Z")),
                                NewMessage.user("last").withCreatedAt(LAST)));
        Contact john = storage.contacts()
                .upsert(
                        user,
                        NewContact.named("John  Ó Smith")
                                .withPhone("+442079460018")
                                .withEmail("John@Example.org")
                                .withTags("b", "a\t{")
                                .withNotes("notes\n\\")
                                .withAttributes(odd));
        storage.contacts().upsert(user, NewContact.named("Mary"));
        Pattern pattern = storage.patterns()
                .add(
                        user,
                        NewPattern.of(PatternType.BEHAVIOR, "waters the garden")
                                .withId(new PatternId(ids.next()))
                                .withSchedule(new Schedule(
                                        Schedule.Frequency.CUSTOM,
                                        Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                                        31,
                                        LocalTime.of(23, 59)))
                                .withContact(john.id())
                                .withConfidence(0.1)
                                .observed(3, FIRST, LAST)
                                .withEvidence(
                                        List.of(messages(storage, user).get(0).id())));
        storage.patterns().update(pattern.withStatus(PatternStatus.RETIRED));
        storage.patterns().add(user, NewPattern.of(PatternType.BEHAVIOR, "rings John"));
        Memory memory = storage.memories()
                .add(
                        user,
                        NewMemory.fact("garden", "is dry\t\\")
                                .withContext("said so")
                                .validBetween(FIRST, null)
                                .expiringAt(LAST)
                                .withAttributes(odd)
                                .withSources(
                                        List.of(messages(storage, user).get(1).id())));
        clock.advance(Duration.ofSeconds(1));
        Memory wet = storage.memories().supersede(memory, NewMemory.fact("garden", "is wet"));
        clock.advance(Duration.ofSeconds(1));
        Memory flooded = storage.memories().supersede(wet, NewMemory.fact("garden", "is flooded"));
        storage.memories().retract(flooded, "not\tso");
        storage.memories().add(user, NewMemory.fact("dog", "is called Rex"));
        storage.externalIds().link(EntityRef.of(user), ExternalId.of("airtable/Users", "rec\t" + user.value()));
        storage.externalIds().link(EntityRef.of(user, john.id()), ExternalId.of("airtable/Contacts", "rec7"));
        storage.externalIds().link(EntityRef.of(user, ThreadId.of("t1")), ExternalId.of("airtable/Threads", "rec8"));
        storage.externalIds().link(EntityRef.of(user, memory.id()), ExternalId.of("airtable/Memories", "rec9"));
        storage.externalIds().link(EntityRef.of(user, pattern.id()), ExternalId.of("airtable/Patterns", "rec10"));
        storage.externalIds()
                .link(
                        EntityRef.of(user, messages(storage, user).get(2).id()),
                        ExternalId.of("airtable/Messages", "rec11"));
    }

    static NewVector vector(EntityRef source, String text, Random random) {
        float[] numbers = new float[SPACE.dimensions()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return new NewVector(source, text, new SpaceVector(SPACE, Vector.of(numbers)));
    }

    static List<ChatThread> threads(Stores stores, UserId user) {
        return list(Page.each(PAGE, page -> stores.threads().list(user, page)));
    }

    static List<Message> messages(Stores stores, UserId user) {
        return list(Page.each(PAGE, page -> stores.chat().list(user, MessageFilter.all(), page)));
    }

    static List<Contact> contacts(Stores stores, UserId user) {
        return list(Page.each(PAGE, page -> stores.contacts().list(user, page)));
    }

    static List<Pattern> patterns(Stores stores, UserId user) {
        return list(Page.each(PAGE, page -> stores.patterns().list(user, PatternFilter.all(), page)));
    }

    static List<Memory> memories(Stores stores, UserId user) {
        return list(Page.each(PAGE, page -> stores.memories().list(user, MemoryFilter.all(), page)));
    }

    static List<MemoryHistory> histories(Stores stores, UserId user) {
        return memories(stores, user).stream()
                .map(memory -> new MemoryHistory(memory, stores.memories().history(user, memory.id())))
                .toList();
    }

    static List<ExternalLink> externalIds(Stores stores, UserId user) {
        List<EntityRef> refs = new ArrayList<>(List.of(EntityRef.of(user)));
        threads(stores, user).forEach(thread -> refs.add(EntityRef.of(user, thread.id())));
        messages(stores, user).forEach(message -> refs.add(EntityRef.of(user, message.id())));
        contacts(stores, user).forEach(contact -> refs.add(EntityRef.of(user, contact.id())));
        patterns(stores, user).forEach(pattern -> refs.add(EntityRef.of(user, pattern.id())));
        memories(stores, user).forEach(memory -> refs.add(EntityRef.of(user, memory.id())));
        List<ExternalLink> links = new ArrayList<>();
        refs.forEach(ref -> stores.externalIds().list(ref).forEach(id -> links.add(new ExternalLink(ref, id))));
        return links;
    }

    private static <T> List<T> list(Iterable<T> rows) {
        List<T> all = new ArrayList<>();
        rows.forEach(all::add);
        return all;
    }

    /** Imports everything of all users, mixed; gives the reports. */
    static List<ImportReport> importAll(PostgresImport in, Stores from, List<NewVector> vectors) {
        return List.of(
                in.users(USERS.stream().map(user -> from.users().get(user)).iterator()),
                in.threads(mixed(user -> threads(from, user)).iterator()),
                in.messages(mixed(user -> messages(from, user)).iterator()),
                in.contacts(mixed(user -> contacts(from, user)).iterator()),
                in.patterns(mixed(user -> patterns(from, user)).iterator()),
                in.memories(mixed(user -> histories(from, user)).iterator()),
                in.vectors(vectors.iterator()),
                in.externalIds(mixed(user -> externalIds(from, user)).iterator()));
    }

    static <T> List<T> mixed(java.util.function.Function<UserId, List<T>> rows) {
        List<List<T>> lists = USERS.stream().map(rows).toList();
        List<T> mixed = new ArrayList<>();
        for (int i = 0; lists.stream().anyMatch(list -> !list.isEmpty()) && i < 10_000; i++) {
            for (List<T> list : lists) {
                if (i < list.size()) {
                    mixed.add(list.get(i));
                }
            }
        }
        return mixed;
    }

    static String export(Stores stores, UserId user) {
        StringWriter out = new StringWriter();
        UserExport.write(stores, user, EXPORTED, out);
        return out.toString();
    }

    static MemoryId memoryId(long n) {
        return new MemoryId(SequentialIds.at(n));
    }

    static Message message(UserId user, long n, String text) {
        return new Message(
                user,
                ThreadId.of("t" + n % 3),
                new dev.kendall.chat.MessageId(SequentialIds.at(n)),
                dev.kendall.chat.Role.USER,
                dev.kendall.chat.MessageType.TEXT,
                null,
                text,
                Objects.requireNonNull(EXPORTED).plusSeconds(n),
                Attributes.none());
    }
}
