package dev.kendall.storage.inmemory;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdLinks;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.PatternId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class InMemoryExternalIdStore implements ExternalIdStore {
    private final Access access;

    InMemoryExternalIdStore(Access access) {
        this.access = access;
    }

    @Override
    public void link(EntityRef entity, ExternalId id) {
        Objects.requireNonNull(id, "id");
        access.change(draft -> {
            UserState state = draft.user(entity.user()).ensureUser(entity.user(), access.now());
            checkStored(state, entity);
            EntityRef known = state.externalIds().get(id);
            if (known != null) {
                ExternalIdLinks.checkSame(known, entity);
            }
            if (entity.kind() == EntityKind.USER) {
                linkUser(draft, entity.user(), id);
            }
            if (known == null) {
                draft.put(entity.user(), state.withExternalId(entity, id));
            }
        });
    }

    private static void linkUser(Draft draft, UserId user, ExternalId id) {
        State.Shared shared = draft.shared();
        UserId owner = shared.usersByExternalId().get(id);
        if (owner != null && !owner.equals(user)) {
            throw ExternalIdLinks.takenByAnotherUser(user);
        }
        if (owner == null) {
            draft.put(shared.withUsersByExternalId(shared.usersByExternalId().plus(id, user)));
        }
    }

    private static void checkStored(UserState state, EntityRef entity) {
        boolean stored = switch (entity.kind()) {
            case USER -> true;
            case THREAD -> state.threads().containsKey(ThreadId.of(entity.id()));
            case MESSAGE -> state.message(MessageId.of(entity.id())) != null;
            case CONTACT -> state.contact(ContactId.of(entity.id())) != null;
            case PATTERN -> state.patterns().containsKey(PatternId.of(entity.id()));
            case MEMORY -> state.memory(MemoryId.of(entity.id())) != null;
        };
        if (!stored) {
            throw ExternalIdLinks.notStored(entity);
        }
    }

    @Override
    public Optional<EntityRef> find(UserId user, ExternalId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).externalIds().get(id)));
    }

    @Override
    public List<ExternalId> list(EntityRef entity) {
        return access.read(draft -> List.copyOf(draft.user(entity.user()).externalIdsOf(entity)));
    }

    @Override
    public Optional<UserId> findUser(ExternalId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.shared().usersByExternalId().get(id)));
    }

    @Override
    public boolean unlink(UserId user, ExternalId id) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            EntityRef entity = state.externalIds().get(id);
            if (entity == null) {
                return false;
            }
            if (entity.kind() == EntityKind.USER) {
                State.Shared shared = draft.shared();
                draft.put(
                        shared.withUsersByExternalId(shared.usersByExternalId().minus(id)));
            }
            draft.put(user, state.withoutExternalId(entity, id));
            return true;
        });
    }
}
