package dev.kendall.testkit.differential;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityRef;
import dev.kendall.job.Job;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternId;
import dev.kendall.search.Unembedded;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a history draws from: its dice, its time, its words, and what the reference answered so far. */
final class World {
    /** It has nanoseconds, which no storage keeps. */
    private static final Instant START = Instant.parse("2026-03-02T12:00:00.123456789Z");

    private static final int MOST_LISTINGS = 6;

    final Dice dice;
    final TestClock clock = TestClock.at(START);
    final Vocabulary words;
    final Embeddings embeddings;

    final Known<User> users = new Known<>(User::id);
    final Known<ChatThread> threads = new Known<>(thread -> List.of(thread.user(), thread.id()));
    final Known<Message> messages = new Known<>(message -> List.of(message.user(), message.id()));
    final Known<Contact> contacts = new Known<>(contact -> List.of(contact.user(), contact.id()));
    final Known<Pattern> patterns = new Known<>(pattern -> List.of(pattern.user(), pattern.id()));
    final Known<Memory> memories = new Known<>(memory -> List.of(memory.user(), memory.id()));
    final Known<Job> jobs = new Known<>(Job::id);
    /** The latest of each job; those before it were lost. */
    final Known<JobLease> leases = new Known<>(JobLease::id);

    final Known<OutboxEntry> entries = new Known<>(OutboxEntry::id);
    final Known<ExternalIdCalls.Link> links =
            new Known<>(link -> List.of(link.entity().user(), link.id()));
    final Known<Unembedded> unembedded = new Known<>(Unembedded::source);
    /** Listings that go on. */
    final List<Listing> listings = new ArrayList<>();

    World(long seed) {
        this.dice = new Dice(seed);
        this.words = new Vocabulary(dice);
        this.embeddings = new Embeddings(dice);
    }

    /** Lets time pass: mostly a little, sometimes none, and now and then back, as clocks are set. */
    void passTime() {
        switch (dice.below(20)) {
            case 0 -> clock.advance(Duration.ofSeconds(-2));
            case 1 -> clock.advance(Duration.ofHours(7));
            case 2, 3, 4 -> clock.advance(Duration.ofNanos(700));
            case 5, 6, 7, 8 -> {}
            default -> clock.advance(Duration.ofMillis(dice.below(60_000)));
        }
    }

    /** A time near now, or one that comes again. */
    Instant time() {
        return dice.chance(50)
                ? START.plus(Duration.ofHours(dice.below(48)))
                : clock.instant().plusSeconds(dice.below(7_200) - 3_600L);
    }

    /** How large a page, or an answer, may be. */
    int limit() {
        return dice.chance(80) ? 1 + dice.below(6) : 1_000;
    }

    UserId user() {
        return dice.chance(2) ? Vocabulary.STRANGER : storedUser();
    }

    /** A user of whom something is stored, sooner or later; one of them has most. */
    UserId storedUser() {
        return dice.chance(50) ? Vocabulary.USERS.get(0) : dice.of(Vocabulary.USERS);
    }

    /** Mostly whose it is, sometimes somebody else. */
    UserId user(UserId owner) {
        return dice.chance(90) ? owner : user();
    }

    MessageId messageId() {
        return known(messages.any(dice)).map(Message::id).orElseGet(() -> new MessageId(words.id()));
    }

    ContactId contactId() {
        return known(contacts.any(dice)).map(Contact::id).orElseGet(() -> new ContactId(words.id()));
    }

    PatternId patternId() {
        return known(patterns.any(dice)).map(Pattern::id).orElseGet(() -> new PatternId(words.id()));
    }

    MemoryId memoryId() {
        return known(memories.any(dice)).map(Memory::id).orElseGet(() -> new MemoryId(words.id()));
    }

    JobId jobId() {
        return known(jobs.any(dice)).map(Job::id).orElseGet(() -> new JobId(words.id()));
    }

    private <T> Optional<T> known(Optional<T> any) {
        return dice.chance(80) ? any : Optional.empty();
    }

    /** A reference to something of the user, stored or not. */
    EntityRef entity() {
        UserId user = user();
        return switch (dice.below(6)) {
            case 0 -> EntityRef.of(user);
            case 1 -> EntityRef.of(user, words.thread());
            case 2 ->
                messages.any(dice)
                        .map(message -> EntityRef.of(user(message.user()), message.id()))
                        .orElseGet(() -> EntityRef.of(user, messageId()));
            case 3 ->
                contacts.any(dice)
                        .map(contact -> EntityRef.of(user(contact.user()), contact.id()))
                        .orElseGet(() -> EntityRef.of(user, contactId()));
            case 4 ->
                patterns.any(dice)
                        .map(pattern -> EntityRef.of(user(pattern.user()), pattern.id()))
                        .orElseGet(() -> EntityRef.of(user, patternId()));
            default ->
                memories.any(dice)
                        .map(memory -> EntityRef.of(user(memory.user()), memory.id()))
                        .orElseGet(() -> EntityRef.of(user, memoryId()));
        };
    }

    /** Keeps what was answered, to be used in later calls. */
    void learn(Object answer) {
        if (answer instanceof Optional<?> found) {
            found.ifPresent(this::learn);
        } else if (answer instanceof Collection<?> several) {
            several.forEach(this::learn);
        } else if (answer instanceof Listing.Part part) {
            learn(part);
        } else if (answer instanceof User user) {
            users.add(user);
        } else if (answer instanceof ChatThread thread) {
            threads.add(thread);
        } else if (answer instanceof Message message) {
            messages.add(message);
        } else if (answer instanceof Contact contact) {
            contacts.add(contact);
        } else if (answer instanceof Pattern pattern) {
            patterns.add(pattern);
        } else if (answer instanceof Memory memory) {
            memories.add(memory);
        } else if (answer instanceof MemoryRevision revision) {
            memories.add(revision.memory());
        } else if (answer instanceof Job job) {
            jobs.add(job);
        } else if (answer instanceof JobLease lease) {
            leases.add(lease);
            jobs.add(lease.job());
        } else if (answer instanceof OutboxEntry entry) {
            entries.add(entry);
        } else if (answer instanceof ExternalIdCalls.Link link) {
            links.add(link);
        } else if (answer instanceof Unembedded row) {
            unembedded.add(row);
        }
    }

    private void learn(Listing.Part part) {
        learn(part.items());
        listings.remove(part.listing());
        if (part.more()) {
            listings.add(part.listing());
            if (listings.size() > MOST_LISTINGS) {
                listings.remove(0);
            }
        }
    }
}
