package dev.kendall.migration;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a work file: a record as it was exported, or a row as it is to be stored. At most one of the six rows is there.
 *
 * @param record the record's name at the source; null where the row was made of others
 * @param created when the record was created
 * @param notes what was said of the record
 */
record RowLine(
        @Nullable ExternalId record,
        @Nullable Instant created,
        @Nullable User user,
        @Nullable ChatThread thread,
        @Nullable Message message,
        @Nullable Contact contact,
        @Nullable Pattern pattern,
        @Nullable Memory memory,
        @Nullable List<MemoryRevision> history,
        @Nullable List<Note> notes) {
    static RowLine of(
            @Nullable ExternalId record, @Nullable Instant created, @Nullable StoredRow row, List<Note> notes) {
        StoredRow.OfMemory memory = row instanceof StoredRow.OfMemory of ? of : null;
        return new RowLine(
                record,
                created,
                row instanceof StoredRow.OfUser of ? of.user() : null,
                row instanceof StoredRow.OfThread of ? of.thread() : null,
                row instanceof StoredRow.OfMessage of ? of.message() : null,
                row instanceof StoredRow.OfContact of ? of.contact() : null,
                row instanceof StoredRow.OfPattern of ? of.pattern() : null,
                memory == null ? null : memory.memory(),
                memory == null || memory.history().isEmpty() ? null : memory.history(),
                notes.isEmpty() ? null : notes);
    }

    static RowLine of(SourceTable table, Exported exported) {
        return of(
                ExternalId.of(table.system(), exported.record()), exported.created(), exported.row(), exported.notes());
    }

    @Nullable
    StoredRow row() {
        if (user != null) {
            return new StoredRow.OfUser(user);
        } else if (thread != null) {
            return new StoredRow.OfThread(thread);
        } else if (message != null) {
            return new StoredRow.OfMessage(message);
        } else if (contact != null) {
            return new StoredRow.OfContact(contact);
        } else if (pattern != null) {
            return new StoredRow.OfPattern(pattern);
        }
        return memory == null ? null : new StoredRow.OfMemory(memory, history == null ? List.of() : history);
    }

    List<Note> said() {
        return notes == null ? List.of() : notes;
    }
}
