package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class AirtableMemoryStore implements MemoryStore {
    private final Access access;

    AirtableMemoryStore(Access access) {
        this.access = access;
    }

    private static UserWork with(UserWork work, @Nullable MemoryId... ids) {
        return work.withOwner()
                .withIds(
                        EntityKind.MEMORY,
                        Stream.of(ids)
                                .flatMap(Stream::ofNullable)
                                .map(MemoryId::toString)
                                .toList());
    }

    private Memory change(Memory memory, Function<MemoryStore, Memory> call) {
        return access.write(memory.user(), work -> {
            Memory changed = call.apply(with(work, memory.id()).stores().memories());
            work.store(EntityKind.MEMORY);
            return changed;
        });
    }

    @Override
    public Memory add(UserId user, NewMemory memory) {
        return access.write(user, work -> {
            Memory added = with(work, memory.id()).stores().memories().add(user, memory);
            work.store(EntityKind.USER, EntityKind.MEMORY);
            return added;
        });
    }

    @Override
    public Memory update(Memory memory) {
        return change(memory, memories -> memories.update(memory));
    }

    @Override
    public Memory supersede(Memory old, NewMemory successor) {
        return access.write(old.user(), work -> {
            Memory added =
                    with(work, old.id(), successor.id()).stores().memories().supersede(old, successor);
            work.store(EntityKind.MEMORY);
            return added;
        });
    }

    @Override
    public Memory retract(Memory memory, String reason) {
        return change(memory, memories -> memories.retract(memory, reason));
    }

    @Override
    public Memory restore(Memory memory) {
        throw Refusals.history();
    }

    @Override
    public Optional<Memory> find(UserId user, MemoryId id) {
        return access.read(user, work -> with(work, id).stores().memories().find(user, id));
    }

    @Override
    public Page<Memory> list(UserId user, MemoryFilter filter, PageRequest request) {
        return access.read(
                user,
                work -> work.withOwner()
                        .withAll(EntityKind.MEMORY)
                        .stores()
                        .memories()
                        .list(user, filter, request));
    }

    @Override
    public List<MemoryRevision> history(UserId user, MemoryId id) {
        throw Refusals.history();
    }
}
