package dev.kendall.storage.inmemory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.analytics.DailyRow;
import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.ExternalId;
import dev.kendall.json.DomainJson;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.search.EmbeddingText;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.inmemory.SnapshotLine.Embedding;
import dev.kendall.storage.inmemory.SnapshotLine.End;
import dev.kendall.storage.inmemory.SnapshotLine.Head;
import dev.kendall.storage.inmemory.SnapshotLine.Kind;
import dev.kendall.storage.inmemory.SnapshotLine.Link;
import dev.kendall.storage.inmemory.SnapshotLine.WorkState;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePSet;

/** Reads the lines of a snapshot into a state, or says in which line they are damaged. */
final class SnapshotReader {
    /** What is wrong with a snapshot, and where. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final BufferedReader in;
    private final LineDigest digest = new LineDigest();
    private State state = State.EMPTY;
    private PMap<ExternalId, UserId> usersByExternalId = HashTreePMap.empty();
    private UserState current = UserState.EMPTY;

    SnapshotReader(BufferedReader in) {
        this.in = in;
    }

    State read() throws IOException, Damaged {
        boolean ended = false;
        for (String line = next(); line != null; line = next()) {
            if (ended) {
                throw new Damaged("line " + (digest.lines() + 2) + " comes after the end", null);
            }
            ended = read(line);
        }
        if (!ended) {
            throw new Damaged("it ends after line " + digest.lines() + ", before its end line", null);
        }
        finishUser();
        return state.with(state.shared().withUsersByExternalId(usersByExternalId));
    }

    private @Nullable String next() throws IOException, Damaged {
        try {
            return in.readLine();
        } catch (CharacterCodingException e) {
            throw new Damaged("after line " + digest.lines() + " it is not UTF-8 text", e);
        }
    }

    /** Whether it was the end line. */
    private boolean read(String line) throws Damaged {
        long number = digest.lines() + 1;
        try {
            JsonNode tree = DomainJson.read(line, JsonNode.class);
            if (!tree.path("kind").isTextual() || !tree.path("value").isObject()) {
                throw new IllegalArgumentException("it is no object of a kind and a value");
            }
            Kind kind = DomainJson.read(tree.path("kind"), Kind.class);
            JsonNode value = tree.path("value");
            if ((kind == Kind.HEAD) != (number == 1)) {
                throw new IllegalArgumentException("a snapshot begins with one head line");
            }
            if (kind == Kind.END) {
                checkEnd(DomainJson.read(value, End.class));
                return true;
            }
            add(kind, value);
        } catch (RuntimeException e) {
            throw new Damaged("line " + number + ": " + e.getMessage(), e);
        }
        digest.add(line);
        return false;
    }

    private void checkEnd(End end) {
        if (end.lines() != digest.lines()) {
            throw new IllegalArgumentException(
                    "it says that there are " + end.lines() + " lines before it, but there are " + digest.lines());
        }
        if (!end.sha256().equals(digest.hex())) {
            throw new IllegalArgumentException("the lines before it were changed: their digest is another");
        }
    }

    private void add(Kind kind, JsonNode value) {
        switch (kind) {
            case HEAD -> readHead(DomainJson.read(value, Head.class));
            case USER -> {
                finishUser();
                current = UserState.EMPTY.withUser(DomainJson.read(value, User.class));
            }
            case THREAD -> current = current.withThread(DomainJson.read(value, ChatThread.class));
            case MESSAGE -> {
                Message message = DomainJson.read(value.path("item"), Message.class);
                current = current.withMessage(withVectors(InMemoryChatStore.row(message), value));
            }
            case CONTACT -> current = current.withContact(DomainJson.read(value, Contact.class));
            case PATTERN -> current = current.withPattern(DomainJson.read(value, Pattern.class));
            case MEMORY -> {
                Memory memory = DomainJson.read(value.path("item"), Memory.class);
                current = current.withMemory(withVectors(Row.of(memory, EmbeddingText.of(memory)), value));
            }
            case MEMORY_REVISION -> current = current.withRevision(DomainJson.read(value, MemoryRevision.class));
            case EXTERNAL_ID -> readLink(DomainJson.read(value, Link.class));
            case OUTBOX_ENTRY -> {
                OutboxEntry entry = DomainJson.read(value, OutboxEntry.class);
                current = current.withOutbox(current.outbox().plus(entry.id(), entry));
            }
            case JOB -> state = state.with(state.jobs().with(DomainJson.read(value, StoredJob.class)));
            case DAILY_ROW -> state = state.with(DomainJson.read(value, DailyRow.class));
            case STATE -> {
                WorkState kept = DomainJson.read(value, WorkState.class);
                current = current.withWorkState(current.workState().plus(kept.key(), kept.value()));
            }
            case END -> throw new IllegalStateException("the end is no row");
        }
    }

    private void readHead(Head head) {
        if (head.format() > SnapshotLine.FORMAT) {
            throw new IllegalArgumentException("its format is " + head.format()
                    + ", but this version of Kendall reads up to " + SnapshotLine.FORMAT + "; use a newer one");
        }
        state = state.with(new State.Shared(TreePSet.from(head.spaces()), head.active(), HashTreePMap.empty()));
    }

    private static <T> Row<T> withVectors(Row<T> row, JsonNode value) {
        Row<T> result = row;
        for (JsonNode vector : value.path("vectors")) {
            Embedding embedding = DomainJson.read(vector, Embedding.class);
            result = result.withVector(embedding.space(), embedding.vector());
        }
        return result;
    }

    private void readLink(Link link) {
        current = current.withExternalId(link.entity(), link.externalId());
        if (link.entity().kind() == EntityKind.USER) {
            usersByExternalId =
                    usersByExternalId.plus(link.externalId(), link.entity().user());
        }
    }

    private void finishUser() {
        User user = current.user();
        if (user != null) {
            state = state.with(user.id(), current);
        }
    }
}
