package dev.kendall.storage.inmemory;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import dev.kendall.user.UserTransitions;
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
            User saved =
                    stored == null ? new User(id, profile, now, now, 1) : UserTransitions.saved(stored, profile, now);
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
            User updated = UserTransitions.updated(state.user(), user, access.now());
            draft.put(user.id(), state.withUser(updated));
            return updated;
        });
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
