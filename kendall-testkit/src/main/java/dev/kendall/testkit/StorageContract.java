package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.Memory;
import dev.kendall.memory.NewMemory;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all suites share: a fresh storage for each test, a clock that stands still and ids that are the same in every run.
 *
 * <p>A backend runs a suite by extending it and naming its fixture:
 *
 * <pre>{@code
 * class PostgresChatStoreTest extends ChatStoreContract {
 *     @Override
 *     protected StorageFixture fixture() {
 *         return (clock, ids) -> PostgresStorage.builder(emptyDatabase()).clock(clock).ids(ids).build();
 *     }
 * }
 * }</pre>
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(CapabilityCheck.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class StorageContract {
    /** A user. */
    protected static final UserId ANNA = UserId.of("anna");
    /** Another user. */
    protected static final UserId BEN = UserId.of("ben");
    /** A thread. */
    protected static final ThreadId HOME = ThreadId.of("home");
    /** Another thread. */
    protected static final ThreadId WORK = ThreadId.of("work");
    /** When each test begins: a Monday. It has nanoseconds, which no storage keeps. */
    protected static final Instant START = Instant.parse("2026-03-02T12:00:00.123456789Z");

    /** The storage's clock. */
    protected final TestClock clock = TestClock.at(START);
    /** The storage's ids. */
    protected final SequentialIds ids = new SequentialIds();

    private StorageFixture opened;
    /** The storage under test, empty when the test begins. */
    protected Storage storage;

    /** For suites of hosts and backends, too. */
    protected StorageContract() {}

    /** The backend under test. */
    protected abstract StorageFixture fixture();

    @BeforeEach
    final void openStorage() {
        opened = fixture();
        storage = opened.open(clock, ids);
    }

    @AfterEach
    final void closeStorage() {
        storage.close();
    }

    /** The storage under test. */
    final Storage storage() {
        return storage;
    }

    final Set<Capability> capabilities() {
        return opened.capabilities();
    }

    final boolean keepsVectorsUnsearched() {
        return opened.keepsVectorsUnsearched();
    }

    final void searchByMeaning() {
        SearchQuery query = SearchQuery.of("milk")
                .in(SearchMode.SEMANTIC)
                .vector(Space.added(storage, "model", 2).vector(1, 0));
        storage.search().messages(ANNA, query, MessageFilter.all());
    }

    /** The storage with its transactions. */
    protected final TransactionalStorage transactional() {
        if (storage instanceof TransactionalStorage transactional) {
            return transactional;
        }
        throw new StorageRefused("this storage has no transactions", null);
    }

    /** The time as it is stored: in microseconds. */
    protected final Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Lets a second pass, and says what time it is then. */
    protected final Instant tick() {
        clock.advance(Duration.ofSeconds(1));
        return now();
    }

    /** The user says something, now. */
    protected final Message say(UserId user, ThreadId thread, String text) {
        return storage.chat().append(user, thread, NewMessage.user(text));
    }

    /** The user says something, at that time. */
    protected final Message say(ThreadId thread, String text, Instant at) {
        return storage.chat().append(ANNA, thread, NewMessage.user(text).withCreatedAt(at));
    }

    /** A fact to keep in mind, recorded now. */
    protected final Memory remember(UserId user, String key, String value) {
        return storage.memories().add(user, NewMemory.fact(key, value));
    }

    /** An id of the caller's that no storage mints in a test. */
    protected static MessageId messageId(int n) {
        return new MessageId(SequentialIds.at(1_000_000 + n));
    }

    /** The call fails because what it names is not there. */
    protected static void assertNotFound(ThrowingCallable call) {
        assertFails(NotFound.class, call);
    }

    /** The call fails because of what is stored. */
    protected static void assertConflict(ThrowingCallable call) {
        assertFails(Conflict.class, call);
    }

    /** The call fails because of what it was given. */
    protected static void assertRefused(ThrowingCallable call) {
        assertFails(IllegalArgumentException.class, call);
    }

    /** A storage that cannot do it at all is for {@link CapabilityCheck} to judge. */
    private static void assertFails(Class<? extends RuntimeException> failure, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        if (thrown instanceof StorageRefused refused) {
            throw refused;
        }
        assertThat(thrown).isInstanceOf(failure);
    }
}
