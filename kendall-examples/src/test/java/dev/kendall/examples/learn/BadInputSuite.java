package dev.kendall.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.learning.LearningReport;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Evidence;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.ExtractionLimits;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.learning.memory.ModelMemoryExtractor;
import dev.kendall.learning.pattern.Finding;
import dev.kendall.learning.pattern.PatternExtractor;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.testkit.ScriptedChatModel;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the learning loop is fed by hosts, models, clocks and users that misbehave, over the whole way from a turn to what is known. In every test the
 * loop goes on, nothing that others found is lost, and what went wrong is counted and named.
 */
@Timeout(180)
abstract class BadInputSuite {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final PageRequest ALL = PageRequest.first(1_000);

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private TransactionalStorage storage;
    private LearningOptions.Builder options;
    private LearningLoop loop;

    protected abstract TransactionalStorage open(InstantSource clock);

    @BeforeEach
    void begin() {
        storage = open(clock);
        options = LearningOptions.builder().clock(clock);
        loop = LearningLoop.of(kendall(), options.build());
    }

    /** Whatever the test did, the next user is learned from, and no message waits. */
    @AfterEach
    void theLoopGoesOnAndNothingIsLeft() {
        try {
            learnFrom(BEN, "I work as a baker.");
            assertThat(facts(BEN)).contains("job = baker");
            daysGoBy(() -> loop.catchUp() == 0);
            assertThat(loop.catchUp())
                    .as("threads with something to learn from")
                    .isZero();
        } finally {
            loop.close();
            storage.close();
        }
    }

    /** With the options as they are by now. */
    private void start() {
        loop.close();
        loop = LearningLoop.of(kendall(), options.build());
    }

    private Kendall kendall() {
        return Kendall.builder(storage).clock(clock).open();
    }

    private void say(UserId user, String text) {
        Turn turn = kendall().turn(user, HOME, text);
        turn.complete("I see.");
        clock.advance(Duration.ofSeconds(5));
    }

    /** A turn, and the minute in which the thread falls quiet. */
    private void learnFrom(UserId user, String text) {
        say(user, text);
        loop.runOnce();
        clock.advance(Duration.ofMinutes(1));
        loop.runOnce();
    }

    /** Long enough for every try of a job. */
    private void hoursGoBy() {
        for (int i = 0; i < 36; i++) {
            clock.advance(Duration.ofMinutes(10));
            loop.runOnce();
        }
    }

    /**
     * Until this is so, or for five days. A call that was given up may take as long to end as the machine has other things to do, and until it has, its
     * extractor is not asked: how many tries fit into some hours of the test's clock is not known.
     */
    private void daysGoBy(BooleanSupplier until) {
        for (int i = 0; i < 20 && !until.getAsBoolean(); i++) {
            hoursGoBy();
        }
    }

    private List<Memory> memories(UserId user) {
        return storage.memories().list(user, MemoryFilter.current(), ALL).items();
    }

    private List<String> facts(UserId user) {
        return memories(user).stream()
                .map(memory -> memory.key() + " = " + memory.value())
                .sorted()
                .toList();
    }

    private List<Pattern> patterns(UserId user, PatternStatus status) {
        return storage.patterns().list(user, PatternFilter.all(), ALL).items().stream()
                .filter(pattern -> pattern.status() == status)
                .toList();
    }

    private Message lastSaid(UserId user) {
        MessageFilter filter = MessageFilter.all().of(Role.USER);
        return storage.chat().list(user, filter, ALL).items().get(0);
    }

    /** How many claims were refused for this reason. */
    private long dropped(String reason) {
        return loop.report().dropped().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(reason))
                .mapToLong(entry -> entry.getValue())
                .sum();
    }

    private static MemoryExtractor memories(String name, Function<MemoryWindow, List<Claim>> extract) {
        return new MemoryExtractor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Extraction extract(MemoryWindow window) {
                return Extraction.of(extract.apply(window));
            }
        };
    }

    /** Beside what the loop has by itself. */
    private void also(MemoryExtractor memories, PatternExtractor patterns) {
        options.modelExtractor(memories).patternExtractors(List.of(patterns));
        start();
    }

    private static List<Claim> likes(MemoryWindow window, String value) {
        return window.evidence().stream()
                .map(message -> Claim.stated(Facet.LIKES, value, Evidence.of(message, message.text())))
                .toList();
    }

    private static NewPattern pattern(List<MessageId> evidence) {
        return NewPattern.of(PatternType.BEHAVIOR, "Says something").withEvidence(evidence);
    }

    @Test
    void an_extractor_that_throws() {
        also(
                memories("broken", window -> {
                    throw new IllegalStateException(
                            "it said " + window.messages().get(0).text());
                }),
                PatternExtractor.named("broken_habit", window -> {
                    throw new StackOverflowError();
                }));
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).containsExactly("job = nurse");
        assertThat(loop.report().failures()).containsEntry("broken", 1L);
        hoursGoBy();
        LearningReport report = loop.report();
        assertThat(report.failures().get("broken"))
                .as("10 tries, the last one by message")
                .isEqualTo(11);
        assertThat(report.failures()).containsEntry("broken_habit", 1L);
        assertThat(report.givenUp()).as("the message and its answer").isEqualTo(2);
        assertThat(facts(ANNA)).containsExactly("job = nurse");
    }

    @Test
    void an_extractor_that_hangs() {
        CountDownLatch never = new CountDownLatch(1);
        options.limits(ExtractionLimits.defaults().withTime(Duration.ofMillis(250)));
        also(
                memories("stuck", window -> {
                    await(never);
                    return List.of();
                }),
                PatternExtractor.named("stuck_habit", window -> {
                    await(never);
                    return List.of();
                }));
        learnFrom(ANNA, "I work as a nurse.");
        daysGoBy(() -> loop.report().givenUp() == 2);
        assertThat(facts(ANNA)).containsExactly("job = nurse");
        LearningReport report = loop.report();
        assertThat(report.failures().get("stuck")).isGreaterThanOrEqualTo(11);
        assertThat(report.unanswered()).containsKey(Status.TIMED_OUT);
        assertThat(report.failures()).containsKey("stuck_habit");
        assertThat(report.givenUp()).isEqualTo(2);
    }

    @Test
    void an_extractor_that_hangs_and_heeds_no_interrupt() {
        Semaphore never = new Semaphore(0);
        options.limits(ExtractionLimits.defaults().withTime(Duration.ofMillis(250)));
        also(
                memories("deaf", window -> {
                    never.acquireUninterruptibly();
                    return likes(window, "talking");
                }),
                PatternExtractor.named("none", window -> List.of()));
        try {
            learnFrom(ANNA, "I work as a nurse.");
            hoursGoBy();
            learnFrom(ANNA, "I live in York.");
            assertThat(facts(ANNA)).containsExactly("city = York", "job = nurse");
            LearningReport report = loop.report();
            assertThat(report.failures()).containsOnlyKeys("deaf");
            assertThat(report.unanswered()).containsKeys(Status.TIMED_OUT, Status.BUSY);
            assertThat(report.missed()).containsExactly(Map.entry("deaf", 4L));
            assertThat(report.givenUp()).isZero();
            assertThat(loop.catchUp()).as("threads that wait").isZero();
        } finally {
            never.release(1_000);
        }
        while (!facts(ANNA).contains("likes = talking")) {
            hoursGoBy();
        }
        assertThat(facts(ANNA)).containsExactly("city = York", "job = nurse", "likes = talking");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_extractor_that_returns_nonsense_and_names_other_users() {
        MessageId invented = new MessageId(new UUID(0x7000, 9));
        Message bens = storage.chat().append(BEN, HOME, NewMessage.user("Pears are what I like."));
        Contact bensFriend = storage.contacts().upsert(BEN, NewContact.named("Zoe"));
        also(
                memories(
                        "liar",
                        window -> window.evidence().stream()
                                .flatMap(said -> List.of(
                                        Claim.stated(
                                                Facet.LIKES, "a", new Evidence(invented, said.createdAt(), "pears")),
                                        Claim.stated(Facet.LIKES, "b", Evidence.of(bens, bens.text())),
                                        Claim.stated(Facet.LIKES, "c", Evidence.of(said, "never said")),
                                        Claim.stated(
                                                Facet.LIKES,
                                                "d",
                                                Evidence.of(window.messages().get(1), "I see.")),
                                        Claim.stated(Facet.LIKES, "pears", Evidence.of(said, said.text())))
                                        .stream())
                                .toList()),
                PatternExtractor.named(
                        "liar_habit",
                        window -> List.of(
                                Finding.of("invented", pattern(List.of(invented))),
                                Finding.of("of_ben", pattern(List.of(bens.id()))),
                                Finding.of(
                                        "friend_of_ben",
                                        pattern(List.of(window.messages().get(0).id()))
                                                .withContact(bensFriend.id())),
                                Finding.of(
                                        "fine",
                                        pattern(List.of(window.messages().get(0).id()))))));
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).containsExactly("job = nurse", "likes = pears");
        assertThat(dropped("UNKNOWN_MESSAGE")).isGreaterThanOrEqualTo(2);
        assertThat(dropped("QUOTE_NOT_FOUND")).isEqualTo(1);
        assertThat(dropped("NOT_EVIDENCE")).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        loop.runOnce();
        assertThat(patterns(ANNA, PatternStatus.ACTIVE))
                .singleElement()
                .satisfies(pattern -> assertThat(pattern.evidence())
                        .containsExactly(lastSaid(ANNA).id()));
        assertThat(dropped("UNKNOWN_MESSAGE")).as("findings of habits, too").isGreaterThanOrEqualTo(4);
        assertThat(dropped("UNKNOWN_CONTACT")).isGreaterThanOrEqualTo(1);
        assertThat(loop.report().failures())
                .as("it answers, and what is true in it is taken")
                .isEmpty();
        assertThat(loop.report().givenUp()).isZero();
    }

    @Test
    void an_extractor_that_floods() {
        also(
                memories(
                        "flood",
                        window -> IntStream.range(0, 5_000)
                                .boxed()
                                .flatMap(i -> likes(window, "thing number " + i).stream())
                                .toList()),
                PatternExtractor.named(
                        "flood_habit",
                        window -> IntStream.range(0, 5_000)
                                .mapToObj(i -> Finding.of(
                                        "k" + i,
                                        pattern(List.of(window.messages().get(0).id()))))
                                .toList()));
        learnFrom(ANNA, "I work as a nurse.");
        hoursGoBy();
        assertThat(memories(ANNA)).hasSize(ExtractionLimits.defaults().claimsPerMessage() + 1);
        assertThat(facts(ANNA)).contains("job = nurse");
        assertThat(dropped("TOO_MANY"))
                .isGreaterThanOrEqualTo(5_000 - ExtractionLimits.defaults().claimsPerMessage());
        assertThat(patterns(ANNA, PatternStatus.ACTIVE)).hasSize(100);
        assertThat(loop.report().failures()).containsKeys("flood", "flood_habit");
        assertThat(loop.report().unanswered()).isEmpty();
    }

    private void model(ChatModel model) {
        options.modelExtractor(new ModelMemoryExtractor(model));
        start();
    }

    private static String claim(String message, String quote, String value) {
        return "{\"message\":" + message + ",\"quote\":\"" + quote + "\",\"person_relation\":\"\",\"person_name\":\"\","
                + "\"facet\":\"likes\",\"value\":\"" + value
                + "\",\"previous\":\"\",\"denied\":false,\"kind\":\"stated\",\"since\":\"\"}";
    }

    private static String claims(String... claims) {
        return "{\"claims\":[" + String.join(",", claims) + "]}";
    }

    @Test
    void a_model_that_returns_broken_json() {
        model(ScriptedChatModel.answering(
                "Sure! Here is your JSON: {\"claims\": [",
                "null",
                claims(claim("1", "I sing in a choir", "singing")),
                claims()));
        learnFrom(ANNA, "I work as a nurse.");
        clock.advance(Duration.ofMinutes(10));
        learnFrom(ANNA, "My brother lives in Leeds.");
        clock.advance(Duration.ofMinutes(10));
        learnFrom(BEN, "I sing in a choir.");
        assertThat(facts(ANNA)).containsExactly("brother's city = Leeds", "job = nurse");
        assertThat(facts(BEN)).contains("likes = singing");
        assertThat(dropped("UNREADABLE")).isEqualTo(2);
        assertThat(loop.report().failures()).containsExactly(Map.entry("model", 2L));
        assertThat(loop.report().unanswered()).isEmpty();
    }

    @Test
    void a_model_that_invents_ids_and_names_those_of_other_users() {
        Message bens = storage.chat().append(BEN, HOME, NewMessage.user("I like plums."));
        ScriptedChatModel model = ScriptedChatModel.answering(
                claims(
                        claim("99", "I like plums", "a"),
                        claim("-1", "I like plums", "b"),
                        claim("\"" + bens.id() + "\"", "I like plums", "c"),
                        claim("1", "I like plums", "d"),
                        claim("2", "I see", "e"),
                        claim("1", "I work as a nurse", "nursing")),
                claims());
        model(model);
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).containsExactly("job = nurse", "likes = nursing");
        assertThat(dropped("UNKNOWN_MESSAGE")).isEqualTo(4);
        assertThat(dropped("QUOTE_NOT_FOUND")).isEqualTo(1);
        assertThat(model.requests().toString())
                .doesNotContain("plums", bens.id().toString());
    }

    @Test
    void a_model_that_answers_429_for_an_hour() {
        Instant back = clock.instant().plus(Duration.ofMinutes(61));
        model(new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                if (clock.instant().isBefore(back)) {
                    throw new RateLimitException("429");
                }
                boolean annas = request.messages().toString().contains("nurse");
                return ChatResponse.builder()
                        .aiMessage(
                                AiMessage.from(annas ? claims(claim("1", "I work as a nurse", "nursing")) : claims()))
                        .build();
            }
        });
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).as("what rules find waits for no model").containsExactly("job = nurse");
        hoursGoBy();
        assertThat(facts(ANNA)).containsExactly("job = nurse", "likes = nursing");
        assertThat(loop.report().failures().get("model")).isBetween(2L, 10L);
        assertThat(loop.report().unanswered()).containsOnlyKeys(Status.RATE_LIMITED);
        assertThat(loop.report().givenUp()).isZero();
        assertThat(loop.report().messages()).isEqualTo(2);
    }

    @Test
    void a_clock_that_jumps_ahead_and_is_set_back() {
        start();
        Instant right = clock.instant();
        learnFrom(ANNA, "I work as a nurse.");
        clock.set(right.plus(Duration.ofDays(400)));
        learnFrom(ANNA, "I live in York.");
        clock.set(right.plus(Duration.ofMinutes(10)));
        learnFrom(ANNA, "My brother lives in Leeds.");
        learnFrom(ANNA, "I'm allergic to hazelnuts.");
        assertThat(facts(ANNA))
                .containsExactly("allergy = hazelnuts", "brother's city = Leeds", "city = York", "job = nurse");
        assertThat(memories(ANNA))
                .allSatisfy(memory -> assertThat(memory.sources()).hasSize(1));
        clock.set(right.minus(Duration.ofDays(400)));
        learnFrom(ANNA, "I speak Welsh.");
        clock.set(right.plus(Duration.ofMinutes(20)));
        assertThat(facts(ANNA)).hasSize(5).contains("language = Welsh");
        assertThat(loop.report().givenUp()).isZero();
    }

    /** The questions' times are those at which the turns were opened. */
    @Test
    void a_turn_that_takes_longer_than_those_begun_after_it() {
        start();
        Turn slow = kendall().turn(ANNA, HOME, "I work as a nurse.");
        clock.advance(Duration.ofSeconds(5));
        learnFrom(ANNA, "I live in York.");
        assertThat(facts(ANNA)).containsExactly("city = York");
        slow.complete("I see.");
        loop.runOnce();
        clock.advance(Duration.ofMinutes(1));
        loop.runOnce();
        assertThat(facts(ANNA)).containsExactly("city = York", "job = nurse");
    }

    @Test
    void a_clock_that_jumps_half_a_year_ahead_retires_no_habit_for_good() {
        Instant monday = Instant.parse("2025-11-03T09:00:00Z");
        for (int week = 0; week < 17; week++) {
            Instant at = monday.plus(Duration.ofDays(7L * week));
            storage.chat()
                    .append(ANNA, HOME, NewMessage.user("Call John please").withCreatedAt(at));
            storage.chat()
                    .append(
                            ANNA,
                            HOME,
                            NewMessage.user("Anything new?").withCreatedAt(at.plus(Duration.ofDays(1 + week % 5))));
        }
        storage.contacts().upsert(ANNA, NewContact.named("John"));
        start();
        Instant right = clock.instant();
        loop.catchUp();
        loop.runOnce();
        List<Pattern> before = patterns(ANNA, PatternStatus.ACTIVE);
        assertThat(before).isNotEmpty();
        clock.set(right.plus(Duration.ofDays(180)));
        loop.catchUp();
        loop.runOnce();
        assertThat(patterns(ANNA, PatternStatus.RETIRED)).isNotEmpty();
        clock.set(right.plus(Duration.ofMinutes(1)));
        loop.catchUp();
        loop.runOnce();
        assertThat(patterns(ANNA, PatternStatus.ACTIVE))
                .extracting(Pattern::id)
                .containsAll(before.stream().map(Pattern::id).toList());
    }

    @Test
    void a_clock_that_jumps_ahead_takes_no_night_away() {
        start();
        Instant right = clock.instant();
        storage.memories().add(ANNA, NewMemory.fact("parking", "bay 7").expiringAt(right.plus(Duration.ofHours(1))));
        clock.set(right.plus(Duration.ofDays(400)));
        loop.runOnce();
        clock.set(right);
        loop.runOnce();
        assertThat(memories(ANNA)).hasSize(1);
        clock.set(Instant.parse("2026-03-03T03:00:30Z"));
        loop.runOnce();
        clock.set(Instant.parse("2026-03-03T04:00:00Z")); // the jobs of a night are spread over its hour
        loop.runOnce();
        assertThat(memories(ANNA)).isEmpty();
    }

    @Test
    void a_message_on_which_an_extractor_always_fails() {
        also(
                memories("touchy", window -> {
                    if (window.messages().stream()
                            .anyMatch(message -> message.text().contains("poison"))) {
                        throw new IllegalStateException();
                    }
                    return likes(window, "talking");
                }),
                PatternExtractor.named("none", window -> List.of()));
        say(ANNA, "Good morning.");
        say(ANNA, "I am a poison.");
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).contains("job = nurse");
        hoursGoBy();
        Memory talking = memories(ANNA).stream()
                .filter(memory -> memory.value().equals("talking"))
                .findFirst()
                .orElseThrow();
        assertThat(talking.sources())
                .as("the message before and the message behind")
                .hasSize(2);
        assertThat(loop.report().givenUp()).isEqualTo(1);
        assertThat(loop.report().failures().get("touchy")).isGreaterThanOrEqualTo(10);
    }

    /** The host's own memory makes the label of a person, which stands in the keys of memories about them. */
    @Test
    void a_person_whom_the_host_describes_at_length() {
        String story = "Ana, who moved to Leeds after the war and has been growing roses ever since. ".repeat(5);
        storage.memories().add(ANNA, NewMemory.of(MemoryType.RELATIONSHIP, "sister", story));
        storage.contacts()
                .upsert(ANNA, NewContact.named("Brother Bartholomew ".repeat(9).strip()));
        start();
        learnFrom(ANNA, "My sister lives in Leeds.");
        assertThat(facts(ANNA)).contains("sister's city = Leeds");
        assertThat(loop.report().failures()).isEmpty();
    }

    @Test
    void a_memory_that_cannot_be_stored() {
        storage = RefusingStorage.of(storage, "York");
        start();
        say(ANNA, "I work as a nurse.");
        say(ANNA, "I live in York.");
        learnFrom(ANNA, "My brother lives in Leeds.");
        hoursGoBy();
        assertThat(facts(ANNA)).containsExactly("brother's city = Leeds", "job = nurse");
        assertThat(loop.report().givenUp()).isEqualTo(1);
        assertThat(loop.report().failures().get("reconciliation"))
                .as("10 tries")
                .isEqualTo(10);
        assertThat(storage.chat().list(ANNA, MessageFilter.all(), ALL).items()).hasSize(6);
    }

    @Test
    void a_message_that_is_longer_than_anything_that_is_learned() {
        start();
        String word = "Ha".repeat(300);
        learnFrom(
                ANNA,
                "My sister " + word + " lives in Leeds. Remind me to " + "call the office about the lease ".repeat(25)
                        + ". My favourite " + word + " is tea. I work as a nurse.");
        assertThat(facts(ANNA)).contains("job = nurse");
        assertThat(loop.report().failures()).isEmpty();
        assertThat(loop.report().messages()).isEqualTo(2);
    }

    @Test
    void messages_of_every_odd_shape() {
        start();
        List<String> odd = List.of(
                "\uFFFD\u202E\u0001",
                "\uD83D\uDE00".repeat(5_000),
                "(".repeat(20_000),
                "I live in ".repeat(2_000),
                "{\"claims\":[{\"message\":1}]}",
                "'); drop table messages; --");
        for (String text : odd) {
            say(ANNA, text);
        }
        learnFrom(ANNA, "I work as a nurse.");
        assertThat(facts(ANNA)).contains("job = nurse");
        assertThat(loop.report().failures()).isEmpty();
        assertThat(loop.report().messages()).isEqualTo(2L * odd.size() + 2);
    }
}
