package dev.kendall.testkit.differential;

import dev.kendall.search.SearchMode;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Draws the calls of a history, of those that the backend can do. */
final class Generator {
    private static final List<UserId> SELDOM = Vocabulary.USERS.subList(1, Vocabulary.USERS.size());

    private final World world;
    private final boolean hasHistory;
    private final boolean hasMeaning;
    private final OutboxCalls outbox;
    /** Each as often as it is to come up. */
    private final List<Supplier<Call>> calls = new ArrayList<>();

    private Generator(World world, boolean hasHistory, boolean hasMeaning) {
        this.world = world;
        this.hasHistory = hasHistory;
        this.hasMeaning = hasMeaning;
        this.outbox = new OutboxCalls(world);
    }

    /** Calls of everything but jobs. */
    static Generator ofEverything(World world, Set<Capability> capabilities) {
        Generator generator = new Generator(
                world,
                capabilities.contains(Capability.MEMORY_HISTORY),
                capabilities.contains(Capability.SEMANTIC_SEARCH));
        generator.addEverything(capabilities);
        return generator;
    }

    /** Calls of jobs, and as few of others as it takes for users to come and go. */
    static Generator ofJobs(World world, Set<Capability> capabilities) {
        Generator generator = new Generator(world, capabilities.contains(Capability.MEMORY_HISTORY), false);
        generator.add(60, new JobCalls(world)::next);
        generator.add(1, new UserCalls(world)::next);
        generator.add(1, generator::erase);
        generator.add(3, new ListingCalls(world)::next);
        return generator;
    }

    private void addEverything(Set<Capability> capabilities) {
        MemoryCalls memories = new MemoryCalls(world);
        boolean hasWords = capabilities.contains(Capability.KEYWORD_SEARCH);
        add(4, new UserCalls(world)::next);
        add(6, new ThreadCalls(world)::next);
        add(26, new ChatCalls(world)::next);
        add(12, new ContactCalls(world)::next);
        add(8, new PatternCalls(world)::next);
        add(18, memories::next);
        add(6, new ListingCalls(world)::next);
        add(1, this::erase);
        if (hasHistory) {
            add(4, memories::nextOfHistory);
        }
        if (capabilities.contains(Capability.EXTERNAL_IDS)) {
            add(8, new ExternalIdCalls(world)::next);
        }
        if (hasMeaning) {
            add(14, new VectorCalls(world)::next);
        }
        if (hasWords || hasMeaning) {
            add(16, new SearchCalls(world, modes(hasWords, hasMeaning))::next);
        }
        if (hasWords) {
            add(
                    5,
                    new ContextCalls(world, () -> hasMeaning ? world.dice.maybe(70, world.embeddings::vector) : null)
                            ::next);
        }
    }

    private static List<SearchMode> modes(boolean words, boolean meaning) {
        if (words && meaning) {
            return List.of(SearchMode.values());
        }
        return List.of(words ? SearchMode.KEYWORD : SearchMode.SEMANTIC);
    }

    private void add(int times, Supplier<Call> call) {
        for (int i = 0; i < times; i++) {
            calls.add(call);
        }
    }

    /** The first call of a history, without which most of the others about vectors would find no space. */
    Call first() {
        return hasMeaning && world.dice.chance(85) ? VectorCalls.addSpace(Embeddings.SMALL) : next();
    }

    Call next() {
        return world.dice.of(calls).get();
    }

    Call nextInTransaction() {
        return world.dice.chance(25) ? outbox.next() : next();
    }

    /** Seldom the one of whom most is stored: what took long to come about would always be gone. */
    private Call erase() {
        UserId user = world.dice.chance(20) ? world.user() : world.dice.of(SELDOM);
        return Call.of("erase", stores -> hasHistory ? stores.erase(user) : withoutHistory(stores.erase(user)), user);
    }

    private static ErasureReceipt withoutHistory(ErasureReceipt receipt) {
        Map<Kind, Long> counts = new EnumMap<>(receipt.counts());
        counts.remove(Kind.MEMORY_REVISIONS);
        return new ErasureReceipt(receipt.user(), receipt.erasedAt(), counts);
    }
}
