package dev.kendall.storage.inmemory;

import dev.kendall.entity.EntityRef;
import dev.kendall.json.DomainJson;
import dev.kendall.storage.inmemory.SnapshotLine.Embedded;
import dev.kendall.storage.inmemory.SnapshotLine.Embedding;
import dev.kendall.storage.inmemory.SnapshotLine.End;
import dev.kendall.storage.inmemory.SnapshotLine.Head;
import dev.kendall.storage.inmemory.SnapshotLine.Kind;
import dev.kendall.storage.inmemory.SnapshotLine.Line;
import dev.kendall.storage.inmemory.SnapshotLine.Link;
import dev.kendall.storage.inmemory.SnapshotLine.WorkState;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;

/** Writes a state as the lines of a snapshot. */
final class SnapshotWriter {
    private final Writer out;
    private final LineDigest digest = new LineDigest();

    SnapshotWriter(Writer out) {
        this.out = out;
    }

    void write(State state) throws IOException {
        State.Shared shared = state.shared();
        line(Kind.HEAD, new Head(SnapshotLine.FORMAT, List.copyOf(shared.spaces()), shared.active()));
        for (UserState user : state.users().values()) {
            write(user);
        }
        lines(Kind.JOB, state.jobs().byId().values());
        lines(Kind.DAILY_ROW, state.days().values());
        plain(Kind.END, new End(digest.lines(), digest.hex()));
    }

    private void write(UserState state) throws IOException {
        line(Kind.USER, Objects.requireNonNull(state.user()));
        lines(Kind.THREAD, state.threads().values());
        for (Row<?> row : state.messages().values()) {
            line(Kind.MESSAGE, embedded(row));
        }
        lines(Kind.CONTACT, state.contacts().values());
        lines(Kind.PATTERN, state.patterns().values());
        for (Row<?> row : state.memories().values()) {
            line(Kind.MEMORY, embedded(row));
        }
        for (var history : state.histories().values()) {
            lines(Kind.MEMORY_REVISION, history);
        }
        for (var entry : state.externalIds().entrySet()) {
            EntityRef entity = entry.getValue();
            line(Kind.EXTERNAL_ID, new Link(entity, entry.getKey()));
        }
        lines(Kind.OUTBOX_ENTRY, state.outbox().values());
        for (var kept : state.workState().entrySet()) {
            line(Kind.STATE, new WorkState(kept.getKey(), kept.getValue()));
        }
    }

    private static Embedded<?> embedded(Row<?> row) {
        return new Embedded<>(
                row.item(),
                row.vectors.entrySet().stream()
                        .map(entry -> Embedding.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private void lines(Kind kind, Iterable<?> values) throws IOException {
        for (Object value : values) {
            line(kind, value);
        }
    }

    private void line(Kind kind, Object value) throws IOException {
        digest.add(plain(kind, value));
    }

    private String plain(Kind kind, Object value) throws IOException {
        String line = DomainJson.write(new Line(kind, value));
        out.write(line);
        out.write('\n');
        return line;
    }
}
