package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.NotFound;
import dev.kendall.internal.Checks;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryVectorStore implements VectorStore {
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
            return row != null && row.text.equals(vector.text())
                    ? state.withMessage(row.withVector(space, value))
                    : null;
        }
        Row<Memory> row = state.memory(MemoryId.of(vector.source().id()));
        return row != null && row.text.equals(vector.text()) ? state.withMemory(row.withVector(space, value)) : null;
    }

    static void checkAdded(Draft draft, EmbeddingSpace space) {
        if (!draft.shared().spaces().contains(space)) {
            throw new NotFound("there is no embedding space " + space + "; add it with vectors().addSpace(…) first");
        }
    }

    @Override
    public List<Unembedded> listUnembedded(EmbeddingSpace space, int limit) {
        Checks.range("limit", limit, 1, 1_000);
        return access.read(draft -> {
            checkAdded(draft, space);
            return draft.state().users().entrySet().stream()
                    .flatMap(entry -> unembedded(entry.getKey(), entry.getValue(), space))
                    .limit(limit)
                    .toList();
        });
    }

    private static Stream<Unembedded> unembedded(UserId user, UserState state, EmbeddingSpace space) {
        Stream<Unembedded> messages = rowsWithout(state.messages().values(), space)
                .map(row -> new Unembedded(EntityRef.of(user, row.item().id()), row.text));
        Stream<Unembedded> memories = rowsWithout(state.memories().values(), space)
                .map(row -> new Unembedded(EntityRef.of(user, row.item().id()), row.text));
        return Stream.concat(messages, memories);
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
