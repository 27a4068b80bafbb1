package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.util.Optional;
import java.util.Set;

final class DualUserStore implements UserStore {
    private final DualAccess access;

    DualUserStore(DualAccess access) {
        this.access = access;
    }

    private static Set<Scope> scope(UserId user) {
        return Set.of(new Scope.Row(EntityRef.of(user)));
    }

    @Override
    public User save(UserId id, Profile profile) {
        return access.write(Write.of(id, scope(id), stores -> stores.users().save(id, profile)));
    }

    @Override
    public User update(User user) {
        return access.write(
                Write.of(user.id(), scope(user.id()), stores -> stores.users().update(user)));
    }

    @Override
    public Optional<User> find(UserId id) {
        return access.read(id, Part.USERS, stores -> stores.users().find(id));
    }

    @Override
    public Page<User> list(PageRequest request) {
        return access.listUsers(request);
    }
}
