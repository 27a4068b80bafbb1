package dev.kendall.cutover;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a user's is written, or has to be made equal on the other side. It cites ids and holds nothing that was said. */
public sealed interface Scope {
    /** Whose it is. */
    UserId user();

    /** The part that it belongs to. */
    Part part();

    /** A text that names it among the user's scopes, at most 400 characters: see {@link #of(UserId, String)}. */
    String key();

    /**
     * The scope of the user with this key.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Scope of(UserId user, String key) {
        int space = key.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not the key of a scope");
        }
        String rest = key.substring(space + 1);
        return switch (key.substring(0, space)) {
            case "all" -> new Kind(user, EntityKind.valueOf(rest));
            case "in" -> new MessagesIn(user, ThreadId.of(rest));
            case "link" -> link(user, rest);
            case "row" -> row(user, rest);
            default -> throw new IllegalArgumentException("not the key of a scope");
        };
    }

    private static Scope link(UserId user, String text) {
        int colon = text.indexOf(':');
        int length = Integer.parseInt(text.substring(0, colon));
        String rest = text.substring(colon + 1);
        return new Link(user, ExternalId.of(rest.substring(0, length), rest.substring(length)));
    }

    private static Scope row(UserId user, String text) {
        int space = text.indexOf(' ');
        return new Row(new EntityRef(user, EntityKind.valueOf(text.substring(0, space)), text.substring(space + 1)));
    }

    /** Everything of a user. */
    static Set<Scope> everything(UserId user) {
        return Arrays.stream(EntityKind.values())
                .map(kind -> new Kind(user, kind))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * For journals: checks that all scopes are the user's.
     *
     * @throws IllegalArgumentException naming the user of the first that is not
     */
    static void checkOwner(UserId user, Set<Scope> scopes) {
        for (Scope scope : scopes) {
            if (!scope.user().equals(user)) {
                throw new IllegalArgumentException("a scope of user " + scope.user() + " in a write for user " + user);
            }
        }
    }

    /** One row, and the ids that other systems know it by. */
    record Row(EntityRef ref) implements Scope {
        /** Checks the field. */
        public Row {
            Objects.requireNonNull(ref, "ref");
        }

        @Override
        public UserId user() {
            return ref.user();
        }

        @Override
        public Part part() {
            return Part.of(ref.kind());
        }

        @Override
        public String key() {
            return "row " + ref.kind() + " " + ref.id();
        }
    }

    /** All rows of a kind: where it is not known which one was written, after an erasure, and for a backfill. */
    record Kind(UserId user, EntityKind kind) implements Scope {
        /** Checks the fields. */
        public Kind {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(kind, "kind");
        }

        @Override
        public Part part() {
            return Part.of(kind);
        }

        @Override
        public String key() {
            return "all " + kind;
        }
    }

    /** All messages of a thread: after the thread was deleted. */
    record MessagesIn(UserId user, ThreadId thread) implements Scope {
        /** Checks the fields. */
        public MessagesIn {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(thread, "thread");
        }

        @Override
        public Part part() {
            return Part.CHAT;
        }

        @Override
        public String key() {
            return "in " + thread;
        }
    }

    /** What an external id names. */
    record Link(UserId user, ExternalId id) implements Scope {
        /** Checks the fields. */
        public Link {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(id, "id");
        }

        @Override
        public Part part() {
            return Part.USERS;
        }

        @Override
        public String key() {
            return "link " + id.system().length() + ":" + id.system() + id.value();
        }
    }
}
