package dev.kendall.store.airtable;

import dev.kendall.chat.MessageFilter;
import dev.kendall.entity.EntityKind;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class AirtableThreadStore implements ThreadStore {
    private final Access access;

    AirtableThreadStore(Access access) {
        this.access = access;
    }

    @Override
    public ChatThread getOrCreate(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.write(user, work -> {
            ChatThread thread =
                    work.withOwner().withThread(id).stores().threads().getOrCreate(user, id);
            work.store(EntityKind.USER, EntityKind.THREAD);
            return thread;
        });
    }

    @Override
    public ChatThread update(ChatThread thread) {
        return access.write(thread.user(), work -> {
            ChatThread updated =
                    work.withOwner().withThread(thread.id()).stores().threads().update(thread);
            work.store(EntityKind.THREAD);
            return updated;
        });
    }

    @Override
    public Optional<ChatThread> find(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.read(
                user, work -> work.withOwner().withThread(id).stores().threads().find(user, id));
    }

    @Override
    public Page<ChatThread> list(UserId user, PageRequest request) {
        return access.read(
                user,
                work -> work.withOwner()
                        .withAll(EntityKind.THREAD)
                        .stores()
                        .threads()
                        .list(user, request));
    }

    @Override
    public boolean delete(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.write(user, work -> {
            work.withOwner().withThread(id);
            work.rows().ifPresent(rows -> work.withMessages(messages(work, rows, id)));
            boolean existed = work.stores().threads().delete(user, id);
            work.store(EntityKind.MESSAGE, EntityKind.THREAD);
            return existed;
        });
    }

    private static List<LoadedRow> messages(UserWork work, UserRows rows, ThreadId thread) {
        Formula condition = work.messages(rows).threads(MessageFilter.in(thread)).stream()
                .findFirst()
                .orElse(null);
        return rows.read(AirtableTable.MESSAGES, UserRows.Reading.where(condition)).stream()
                .filter(row -> ((OfMessage) row.row()).message().thread().equals(thread))
                .toList();
    }
}
