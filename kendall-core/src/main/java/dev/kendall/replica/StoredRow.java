package dev.kendall.replica;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** One stored thing as it is: with its id, times and version. External ids and vectors are not part of it. */
public sealed interface StoredRow {
    /** What it is the row of. */
    EntityRef ref();

    /** When it was first stored: of a message, when it was said. */
    Instant created();

    /** 1 at first, one more with every change. A message, whose text never changes, has none and gives 1. */
    long version();

    /**
     * For backends: checks that all rows are the user's.
     *
     * @throws IllegalArgumentException naming the first that is not
     */
    static void checkOwner(UserId user, Collection<StoredRow> rows) {
        for (StoredRow row : rows) {
            if (!row.ref().user().equals(user)) {
                throw new IllegalArgumentException("row " + row.ref() + " does not belong to user " + user);
            }
        }
    }

    /** A user with the profile. */
    record OfUser(User user) implements StoredRow {
        /** Checks the field. */
        public OfUser {
            Objects.requireNonNull(user, "user");
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(user.id());
        }

        @Override
        public Instant created() {
            return user.created();
        }

        @Override
        public long version() {
            return user.version();
        }
    }

    /** A thread. */
    record OfThread(ChatThread thread) implements StoredRow {
        /** Checks the field. */
        public OfThread {
            Objects.requireNonNull(thread, "thread");
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(thread.user(), thread.id());
        }

        @Override
        public Instant created() {
            return thread.created();
        }

        @Override
        public long version() {
            return thread.version();
        }
    }

    /** A message. */
    record OfMessage(Message message) implements StoredRow {
        /** Checks the field. */
        public OfMessage {
            Objects.requireNonNull(message, "message");
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(message.user(), message.id());
        }

        @Override
        public Instant created() {
            return message.createdAt();
        }

        @Override
        public long version() {
            return 1;
        }
    }

    /** A contact. */
    record OfContact(Contact contact) implements StoredRow {
        /** Checks the field. */
        public OfContact {
            Objects.requireNonNull(contact, "contact");
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(contact.user(), contact.id());
        }

        @Override
        public Instant created() {
            return contact.created();
        }

        @Override
        public long version() {
            return contact.version();
        }
    }

    /** A pattern. */
    record OfPattern(Pattern pattern) implements StoredRow {
        /** Checks the field. */
        public OfPattern {
            Objects.requireNonNull(pattern, "pattern");
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(pattern.user(), pattern.id());
        }

        @Override
        public Instant created() {
            return pattern.created();
        }

        @Override
        public long version() {
            return pattern.version();
        }
    }

    /**
     * A memory.
     *
     * @param history its changes, oldest first; empty where the storage keeps none
     */
    record OfMemory(Memory memory, List<MemoryRevision> history) implements StoredRow {
        /** Checks the memory and copies the history. */
        public OfMemory {
            Objects.requireNonNull(memory, "memory");
            history = List.copyOf(history);
        }

        @Override
        public EntityRef ref() {
            return EntityRef.of(memory.user(), memory.id());
        }

        @Override
        public Instant created() {
            return memory.recordedAt();
        }

        @Override
        public long version() {
            return memory.version();
        }
    }
}
