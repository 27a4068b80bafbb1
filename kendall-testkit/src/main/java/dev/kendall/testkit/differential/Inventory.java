package dev.kendall.testkit.differential;

import dev.kendall.chat.MessageFilter;
import dev.kendall.job.JobFilter;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.privacy.UserExport;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that is stored when a history ends. */
final class Inventory {
    /** Small enough that listings have several pages. */
    private static final int PAGE = 7;

    private static final int MOST = 1_000;

    private final World world;
    private final Set<Capability> capabilities;
    private final List<Call> calls = new ArrayList<>();

    Inventory(World world, Set<Capability> capabilities) {
        this.world = world;
        this.capabilities = capabilities;
    }

    List<Call> calls() {
        calls.add(
                new Listing("users().list", (stores, request) -> stores.users().list(request)).pages(2));
        Vocabulary.USERS.forEach(this::addUser);
        addUser(Vocabulary.STRANGER);
        if (capabilities.contains(Capability.JOBS) && capabilities.contains(Capability.TRANSACTIONS)) {
            calls.add(JobCalls.list(JobFilter.all()).pages(PAGE));
            calls.add(JobCalls.counts());
        }
        if (capabilities.contains(Capability.SEMANTIC_SEARCH)) {
            calls.add(Call.of("vectors().listSpaces", stores -> stores.vectors().listSpaces()));
            calls.add(Call.of("vectors().findActive", stores -> stores.vectors().findActive()));
            addSpace(Embeddings.SMALL);
            addSpace(Embeddings.ODD);
        }
        return calls;
    }

    private void addUser(UserId user) {
        calls.add(new Listing(
                        "threads().list", (stores, request) -> stores.threads().list(user, request), user)
                .pages(PAGE));
        calls.add(new Listing(
                        "chat().list",
                        (stores, request) -> stores.chat().list(user, MessageFilter.all(), request),
                        user)
                .pages(PAGE));
        calls.add(new Listing(
                        "contacts().list",
                        (stores, request) -> stores.contacts().list(user, request),
                        user)
                .pages(PAGE));
        calls.add(new Listing(
                        "patterns().list",
                        (stores, request) -> stores.patterns().list(user, PatternFilter.all(), request),
                        user)
                .pages(PAGE));
        calls.add(new Listing(
                        "memories().list",
                        (stores, request) -> stores.memories().list(user, MemoryFilter.all(), request),
                        user)
                .pages(PAGE));
        if (capabilities.contains(Capability.EXTERNAL_IDS) && capabilities.contains(Capability.MEMORY_HISTORY)) {
            calls.add(Call.of("export", stores -> export(stores, user), user));
        }
    }

    private List<String> export(Stores stores, UserId user) {
        StringWriter out = new StringWriter();
        UserExport.write(stores, user, world.clock.instant(), out);
        return out.toString().lines().toList();
    }

    /** Every row has a vector in the space and is found by it, or is listed as one that has none. */
    private void addSpace(EmbeddingSpace space) {
        calls.add(VectorCalls.addSpace(space));
        calls.add(VectorCalls.listUnembedded(space).pages(PAGE));
        SearchQuery query = SearchQuery.of("")
                .in(SearchMode.SEMANTIC)
                .limit(MOST)
                .vector(new SpaceVector(space, world.embeddings.direction()));
        for (UserId user : Vocabulary.USERS) {
            calls.add(VectorCalls.countUnembedded(user, space));
            calls.add(SearchCalls.messages(user, query, MessageFilter.all()));
            calls.add(SearchCalls.memories(user, query, MemoryFilter.all()));
        }
    }
}
