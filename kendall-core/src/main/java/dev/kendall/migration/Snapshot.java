package dev.kendall.migration;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.internal.CodePoints;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.user.UserId;
import dev.kendall.verification.RowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of a round, as they are in the work folder. The part that was read last is in memory. Not thread-safe. */
final class Snapshot implements RowSource {
    private final Path folder;
    private final SnapshotIndex index;
    private final TreeMap<UserId, SnapshotIndex.Part> parts = new TreeMap<>();
    private @Nullable Loaded loaded;

    private record Loaded(
            int file, TreeMap<UserId, Map<EntityKind, TreeMap<String, RowLine>>> users, List<RowLine> lines) {}

    Snapshot(Path folder) {
        this.folder = folder;
        this.index = DurableFiles.read(folder.resolve("index.json"), SnapshotIndex.class);
        index.parts().forEach(part -> parts.put(part.first(), part));
    }

    static Path file(Path folder, int part) {
        return folder.resolve("part-" + part + ".jsonl");
    }

    SnapshotIndex index() {
        return index;
    }

    Path rejects() {
        return folder.resolve("rejects.jsonl");
    }

    Path warnings() {
        return folder.resolve("warnings.jsonl");
    }

    /** The rows of a part by user, kind and id. */
    List<RowLine> lines(SnapshotIndex.Part part) {
        return load(part).lines();
    }

    private Loaded load(SnapshotIndex.Part part) {
        Loaded last = loaded;
        if (last != null && last.file() == part.file()) {
            return last;
        }
        loaded = null;
        Loaded next = new Loaded(part.file(), new TreeMap<>(), new ArrayList<>());
        RowLines.read(file(folder, part.file()), line -> {
            EntityRef ref = Objects.requireNonNull(line.row()).ref();
            next.lines().add(line);
            next.users()
                    .computeIfAbsent(ref.user(), user -> new EnumMap<>(EntityKind.class))
                    .computeIfAbsent(ref.kind(), kind -> new TreeMap<>(CodePoints::compare))
                    .put(ref.id(), line);
        });
        loaded = next;
        return next;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.EXTERNAL_IDS);
    }

    @Override
    public Iterator<UserId> users() {
        return new Iterator<>() {
            private final Iterator<SnapshotIndex.Part> left = index.parts().iterator();
            private Iterator<UserId> users = List.<UserId>of().iterator();

            @Override
            public boolean hasNext() {
                while (!users.hasNext() && left.hasNext()) {
                    users = List.copyOf(load(left.next()).users().keySet()).iterator();
                }
                return users.hasNext();
            }

            @Override
            public UserId next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return users.next();
            }
        };
    }

    @Override
    public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
        Iterator<RowLine> lines =
                of(user).getOrDefault(kind, new TreeMap<>()).values().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public StoredRow next() {
                return Objects.requireNonNull(lines.next().row());
            }
        };
    }

    private Map<EntityKind, TreeMap<String, RowLine>> of(UserId user) {
        Map.Entry<UserId, SnapshotIndex.Part> part = parts.floorEntry(user);
        return part == null ? Map.of() : load(part.getValue()).users().getOrDefault(user, Map.of());
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return line(ref).map(RowLine::row);
    }

    /** The row with the record that it was made of. */
    Optional<RowLine> line(EntityRef ref) {
        return Optional.ofNullable(
                of(ref.user()).getOrDefault(ref.kind(), new TreeMap<>()).get(ref.id()));
    }

    @Override
    public List<ExternalId> externalIds(EntityRef ref) {
        return line(ref).map(RowLine::record).map(List::of).orElse(List.of());
    }
}
