package dev.kendall.storage.inmemory;

import dev.kendall.internal.Checks;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryStateStore implements StateStore {
    private final Access access;

    InMemoryStateStore(Access access) {
        this.access = access;
    }

    @Override
    public Optional<String> find(UserId user, String key) {
        Checks.filled("key", key, MAX_KEY);
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).workState().get(key)));
    }

    @Override
    public Map<String, String> list(UserId user, String prefix) {
        Checks.text("prefix", prefix, MAX_KEY);
        return access.read(draft -> {
            Map<String, String> found = new LinkedHashMap<>();
            for (Map.Entry<String, String> each :
                    draft.user(user).workState().tailMap(prefix).entrySet()) {
                if (!each.getKey().startsWith(prefix) || found.size() == MAX_LISTED) {
                    break;
                }
                found.put(each.getKey(), each.getValue());
            }
            return found;
        });
    }

    @Override
    public void put(UserId user, String key, String value) {
        Checks.filled("key", key, MAX_KEY);
        Checks.text("value", value, MAX_VALUE);
        access.change(draft -> {
            UserState state = draft.user(user).ensureUser(user, access.now());
            draft.put(user, state.withWorkState(state.workState().plus(key, value)));
        });
    }

    @Override
    public boolean remove(UserId user, String key) {
        Checks.filled("key", key, MAX_KEY);
        return access.write(draft -> {
            UserState state = draft.user(user);
            if (!state.workState().containsKey(key)) {
                return false;
            }
            draft.put(user, state.withWorkState(state.workState().minus(key)));
            return true;
        });
    }
}
