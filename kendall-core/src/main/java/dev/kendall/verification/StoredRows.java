package dev.kendall.verification;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rows of a storage, page by page. */
final class StoredRows implements RowSource {
    private static final PageRequest PAGE = PageRequest.first(500);

    private final ReplicaStorage storage;

    StoredRows(ReplicaStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    @Override
    public Set<Capability> capabilities() {
        return storage.capabilities();
    }

    @Override
    public Iterator<UserId> users() {
        Iterator<User> users =
                Page.each(PAGE, page -> storage.users().list(page)).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return users.hasNext();
            }

            @Override
            public UserId next() {
                return users.next().id();
            }
        };
    }

    @Override
    public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
        return Page.each(PAGE, page -> storage.rows().list(user, kind, page)).iterator();
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return storage.rows().find(ref);
    }

    /** Messages, of which there are most, come together. */
    @Override
    public List<StoredRow> find(Collection<EntityRef> refs) {
        List<StoredRow> found = new ArrayList<>();
        Map<UserId, List<MessageId>> messages = new LinkedHashMap<>();
        for (EntityRef ref : refs) {
            if (ref.kind() == EntityKind.MESSAGE) {
                messages.computeIfAbsent(ref.user(), user -> new ArrayList<>()).add(MessageId.of(ref.id()));
            } else {
                find(ref).ifPresent(found::add);
            }
        }
        messages.forEach((user, ids) -> {
            for (int from = 0; from < ids.size(); from += ChatStore.MAX_BATCH) {
                List<MessageId> some = ids.subList(from, Math.min(from + ChatStore.MAX_BATCH, ids.size()));
                storage.chat().listByIds(user, some).forEach(message -> found.add(new StoredRow.OfMessage(message)));
            }
        });
        return found;
    }

    @Override
    public List<ExternalId> externalIds(EntityRef ref) {
        return storage.externalIds().list(ref);
    }
}
