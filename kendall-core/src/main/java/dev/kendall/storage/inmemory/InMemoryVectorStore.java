package dev.kendall.storage.inmemory;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.NotFound;
import dev.kendall.internal.Checks;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

final class InMemoryVectorStore implements VectorStore {
    private static final String LISTING = "unembedded";

    private final Access access;

    InMemoryVectorStore(Access access) {
        this.access = access;
    }

    @Override
    public void addSpace(EmbeddingSpace space) {
        Objects.requireNonNull(space, "space");
        access.change(draft -> {
            if (!draft.shared().spaces().contains(space)) {
                draft.put(draft.shared().withSpace(space));
            }
        });
    }

    @Override
    public void activate(EmbeddingSpace space) {
        access.change(draft -> {
            checkAdded(draft, space);
            if (!space.equals(draft.shared().active())) {
                draft.put(draft.shared().withActive(space));
            }
        });
    }

    @Override
    public Optional<EmbeddingSpace> findActive() {
        return access.read(draft -> Optional.ofNullable(draft.shared().active()));
    }

    @Override
    public List<EmbeddingSpace> listSpaces() {
        return access.read(draft -> List.copyOf(draft.shared().spaces()));
    }

    @Override
    public int put(UserId user, List<NewVector> vectors) {
        List<NewVector> given = List.copyOf(vectors);
        for (NewVector vector : given) {
            if (!vector.source().user().equals(user)) {
                throw new IllegalArgumentException("a vector's source belongs to another user than " + user);
            }
        }
        return access.write(draft -> {
            given.forEach(vector -> checkAdded(draft, vector.vector().space()));
            UserState state = draft.user(user);
            int stored = 0;
            for (NewVector vector : given) {
                UserState with = with(state, vector);
                if (with != null) {
                    state = with;
                    stored++;
                }
            }
            if (stored > 0) {
                draft.put(user, state);
            }
            return stored;
        });
    }

    /** The state with the vector, or null when its row is gone or says something else. */
    private static @Nullable UserState with(UserState state, NewVector vector) {
        EmbeddingSpace space = vector.vector().space();
        Vector value = vector.vector().vector();
        if (vector.source().kind() == EntityKind.MESSAGE) {
            Row<Message> row = state.message(MessageId.of(vector.source().id()));
            return row != null && row.text.equals(vector.text()) && !row.text.isBlank()
                    ? state.withMessage(row.withVector(space, value))
                    : null;
        }
        Row<Memory> row = state.memory(MemoryId.of(vector.source().id()));
        return row != null && row.text.equals(vector.text()) ? state.withMemory(row.withVector(space, value)) : null;
    }

    @Override
    public Map<MessageId, Vector> ofMessages(UserId user, EmbeddingSpace space, Collection<MessageId> messages) {
        Checks.range("number of ids", messages.size(), 0, ChatStore.MAX_BATCH);
        return access.read(draft -> {
            checkAdded(draft, space);
            UserState state = draft.user(user);
            Map<MessageId, Vector> vectors = new HashMap<>();
            for (MessageId id : messages) {
                Row<Message> row = state.message(id);
                Vector vector = row == null ? null : row.vector(space);
                if (vector != null) {
                    vectors.put(id, vector);
                }
            }
            return vectors;
        });
    }

    static void checkAdded(Draft draft, EmbeddingSpace space) {
        if (!draft.shared().spaces().contains(space)) {
            throw new NotFound("there is no embedding space " + space + "; add it with vectors().addSpace(…) first");
        }
    }

    /** The sort key of a row to embed. */
    private record Place(UserId user, EntityKind kind, Instant time, UUID id) {
        static Place of(List<String> key) {
            return new Place(
                    UserId.of(key.get(0)),
                    EntityKind.valueOf(key.get(1)),
                    Instant.parse(key.get(2)),
                    UUID.fromString(key.get(3)));
        }
    }

    private record Waiting(Place place, Unembedded row) {
        Cursor cursor() {
            return Cursor.of(
                    LISTING,
                    place.user().value(),
                    place.kind().name(),
                    place.time().toString(),
                    place.id().toString());
        }
    }

    @Override
    public Page<Unembedded> listUnembedded(EmbeddingSpace space, PageRequest request) {
        Place after = Keyset.after(request, LISTING, 4, Place::of);
        return access.read(draft -> {
            checkAdded(draft, space);
            var users = draft.state().users();
            var rest = after == null ? users : users.tailMap(after.user(), true);
            Page<Waiting> page = Keyset.page(
                    rest.entrySet().stream().flatMap(user -> waiting(user.getKey(), user.getValue(), space, after))
                            ::iterator,
                    waiting -> true,
                    request,
                    Waiting::cursor);
            return new Page<>(page.items().stream().map(Waiting::row).toList(), page.next());
        });
    }

    private static Stream<Waiting> waiting(UserId user, UserState state, EmbeddingSpace space, @Nullable Place after) {
        TreePMap<MessageKey, Row<Message>> messages = state.messages();
        TreePMap<MemoryKey, Row<Memory>> memories = state.memories();
        if (after != null && after.user().equals(user)) {
            if (after.kind() == EntityKind.MESSAGE) {
                messages = messages.tailMap(new MessageKey(after.time(), new MessageId(after.id())), false);
            } else {
                messages = TreePMap.empty();
                memories = memories.tailMap(new MemoryKey(after.time(), new MemoryId(after.id())), false);
            }
        }
        return Stream.concat(
                rowsWithout(messages.values(), space)
                        .map(row -> new Waiting(
                                new Place(
                                        user,
                                        EntityKind.MESSAGE,
                                        row.item.createdAt(),
                                        row.item.id().value()),
                                new Unembedded(EntityRef.of(user, row.item.id()), row.text))),
                rowsWithout(memories.values(), space)
                        .map(row -> new Waiting(
                                new Place(
                                        user,
                                        EntityKind.MEMORY,
                                        row.item.recordedAt(),
                                        row.item.id().value()),
                                new Unembedded(EntityRef.of(user, row.item.id()), row.text))));
    }

    private static <T> Stream<Row<T>> rowsWithout(Collection<Row<T>> rows, EmbeddingSpace space) {
        return rows.stream().filter(row -> row.isUnembedded(space));
    }

    @Override
    public long countUnembedded(UserId user, EmbeddingSpace space) {
        return access.read(draft -> {
            checkAdded(draft, space);
            UserState state = draft.user(user);
            return rowsWithout(state.messages().values(), space).count()
                    + rowsWithout(state.memories().values(), space).count();
        });
    }
}
