package dev.kendall.testkit.differential;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Calls on embedding spaces and vectors. */
final class VectorCalls {
    private final World world;

    VectorCalls(World world) {
        this.world = world;
    }

    Call next() {
        EmbeddingSpace space = world.embeddings.space();
        return switch (world.dice.below(20)) {
            case 0 -> addSpace(world.dice.chance(50) ? Embeddings.SMALL : Embeddings.ODD);
            case 1 ->
                Call.silent("vectors().activate", stores -> stores.vectors().activate(space), space);
            case 2 -> Call.of("vectors().findActive", stores -> stores.vectors().findActive());
            case 3 -> Call.of("vectors().listSpaces", stores -> stores.vectors().listSpaces());
            case 4, 5 -> countUnembedded(world.user(), space);
            case 6 -> ofMessages(world.user(), space);
            case 7, 8, 9 -> listUnembedded(space).page(world.limit());
            default -> put();
        };
    }

    static Call addSpace(EmbeddingSpace space) {
        return Call.silent("vectors().addSpace", stores -> stores.vectors().addSpace(space), space);
    }

    static Call countUnembedded(UserId user, EmbeddingSpace space) {
        return Call.of(
                "vectors().countUnembedded", stores -> stores.vectors().countUnembedded(user, space), user, space);
    }

    /** Which have one: how precisely their numbers are kept is the backend's. */
    private Call ofMessages(UserId user, EmbeddingSpace space) {
        List<MessageId> ids = new ArrayList<>(world.dice.some(16, world::messageId));
        return Call.of(
                "vectors().ofMessages",
                stores -> new TreeSet<>(
                        stores.vectors().ofMessages(user, space, ids).keySet()),
                user,
                space,
                ids);
    }

    static Listing listUnembedded(EmbeddingSpace space) {
        return new Listing(
                "vectors().listUnembedded",
                (stores, request) -> stores.vectors().listUnembedded(space, request),
                space);
    }

    private Call put() {
        UserId stranger = world.user();
        EmbeddingSpace space = world.embeddings.space();
        List<NewVector> vectors = new ArrayList<>(world.dice.some(16, () -> vector(stranger, space)));
        UserId user = vectors.isEmpty() ? stranger : vectors.get(0).source().user();
        // Those of others are refused with all that come with them.
        if (world.dice.chance(95)) {
            vectors.removeIf(vector -> !vector.source().user().equals(user));
        }
        return Call.of("vectors().put", stores -> stores.vectors().put(user, vectors), user, vectors);
    }

    /** Of something known of the user or of others, or of nothing. */
    private NewVector vector(UserId user, EmbeddingSpace space) {
        SpaceVector vector =
                new SpaceVector(world.dice.chance(99) ? space : world.embeddings.space(), world.embeddings.direction());
        Optional<NewVector> known = switch (world.dice.below(10)) {
            case 0, 1, 2, 3 -> world.messages.any(world.dice).map(message -> of(message, vector));
            case 4, 5, 6 -> world.memories.any(world.dice).map(memory -> of(memory, vector));
            case 7, 8 -> world.unembedded.any(world.dice).map(row -> new NewVector(row.source(), row.text(), vector));
            default -> Optional.empty();
        };
        return known.orElseGet(() -> unknown(user, vector));
    }

    private static NewVector of(Message message, SpaceVector vector) {
        return new NewVector(EntityRef.of(message.user(), message.id()), EmbeddingText.of(message), vector);
    }

    private static NewVector of(Memory memory, SpaceVector vector) {
        return new NewVector(EntityRef.of(memory.user(), memory.id()), EmbeddingText.of(memory), vector);
    }

    private NewVector unknown(UserId user, SpaceVector vector) {
        EntityRef source =
                world.dice.chance(50) ? EntityRef.of(user, world.messageId()) : EntityRef.of(user, world.memoryId());
        return new NewVector(source, world.words.text(), vector);
    }
}
