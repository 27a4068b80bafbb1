package dev.kendall.storage.inmemory;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

final class InMemoryUserStore implements UserStore {
    private static final String LISTING = "users";

    private final Access access;

    InMemoryUserStore(Access access) {
        this.access = access;
    }

    @Override
    public User save(UserId id, Profile profile) {
        Objects.requireNonNull(profile, "profile");
        return access.write(draft -> {
            UserState state = draft.user(id);
            Instant now = access.now();
            User stored = state.user();
            User saved = stored == null
                    ? new User(id, profile, now, now, 1)
                    : stored.profile().equals(profile) ? stored : next(stored, profile);
            if (saved != stored) {
                draft.put(id, state.withUser(saved));
            }
            return saved;
        });
    }

    @Override
    public User update(User user) {
        return access.write(draft -> {
            UserState state = draft.user(user.id());
            User stored = state.user();
            if (stored == null) {
                throw new NotFound("there is no user " + user.id() + " to update; save the profile instead");
            }
            if (stored.version() != user.version()) {
                throw Conflict.staleVersion("user " + user.id(), stored.version(), user.version());
            }
            User updated = next(stored, user.profile());
            draft.put(user.id(), state.withUser(updated));
            return updated;
        });
    }

    private User next(User stored, Profile profile) {
        return new User(stored.id(), profile, stored.created(), access.now(), stored.version() + 1);
    }

    @Override
    public Optional<User> find(UserId id) {
        return access.read(draft -> Optional.ofNullable(draft.user(id).user()));
    }

    @Override
    public Page<User> list(PageRequest request) {
        UserId after = Keyset.after(request, LISTING, 1, key -> UserId.of(key.get(0)));
        return access.read(draft -> {
            var users = draft.state().users();
            var rest = after == null ? users : users.tailMap(after, false);
            return Keyset.page(
                    rest.values().stream().map(UserState::user).filter(Objects::nonNull)::iterator,
                    user -> true,
                    request,
                    user -> Cursor.of(LISTING, user.id().value()));
        });
    }
}
