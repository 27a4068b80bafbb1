package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

final class DualMemoryStore implements MemoryStore {
    private final DualAccess access;

    DualMemoryStore(DualAccess access) {
        this.access = access;
    }

    private NewMemory named(NewMemory memory) {
        return memory.id() == null ? memory.withId(new MemoryId(access.newId())) : memory;
    }

    private static Set<Scope> scopes(UserId user, MemoryId... ids) {
        return Arrays.stream(ids)
                .map(id -> new Scope.Row(EntityRef.of(user, id)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Memory change(Memory memory, Function<MemoryStore, Memory> change) {
        UserId user = memory.user();
        return access.write(Write.of(user, scopes(user, memory.id()), stores -> change.apply(stores.memories())));
    }

    @Override
    public Memory add(UserId user, NewMemory memory) {
        NewMemory named = named(memory);
        Set<Scope> scopes = scopes(user, Objects.requireNonNull(named.id()));
        return access.write(Write.of(user, scopes, stores -> stores.memories().add(user, named)));
    }

    @Override
    public Memory update(Memory memory) {
        return change(memory, memories -> memories.update(memory));
    }

    @Override
    public Memory supersede(Memory old, NewMemory successor) {
        NewMemory named = named(successor);
        UserId user = old.user();
        Set<Scope> scopes = scopes(user, old.id(), Objects.requireNonNull(named.id()));
        return access.write(Write.of(user, scopes, stores -> stores.memories().supersede(old, named)));
    }

    @Override
    public Memory retract(Memory memory, String reason) {
        return change(memory, memories -> memories.retract(memory, reason));
    }

    @Override
    public Memory restore(Memory memory) {
        return change(memory, memories -> memories.restore(memory));
    }

    @Override
    public Optional<Memory> find(UserId user, MemoryId id) {
        return access.read(user, Part.MEMORIES, stores -> stores.memories().find(user, id));
    }

    @Override
    public Page<Memory> list(UserId user, MemoryFilter filter, PageRequest request) {
        return access.read(user, Part.MEMORIES, stores -> stores.memories().list(user, filter, request));
    }

    /** Not compared: a side may keep none. */
    @Override
    public List<MemoryRevision> history(UserId user, MemoryId id) {
        return access.read(user, (stores, semantic) -> stores.memories().history(user, id));
    }
}
