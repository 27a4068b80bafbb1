package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class AirtableUserStore implements UserStore {
    private final Access access;

    AirtableUserStore(Access access) {
        this.access = access;
    }

    @Override
    public User save(UserId id, Profile profile) {
        Objects.requireNonNull(profile, "profile");
        return access.write(id, work -> {
            User saved = work.withUser().stores().users().save(id, profile);
            work.store(EntityKind.USER);
            return saved;
        });
    }

    @Override
    public User update(User user) {
        return access.write(user.id(), work -> {
            User updated = work.withUser().stores().users().update(user);
            work.store(EntityKind.USER);
            return updated;
        });
    }

    @Override
    public Optional<User> find(UserId id) {
        return access.read(id, work -> work.withUser().stores().users().find(id));
    }

    /** Reads the whole table: Airtable does not order texts by code points. */
    @Override
    public Page<User> list(PageRequest request) {
        access.checkOpen();
        InMemoryStorage all = access.scratch();
        for (Owner owner : access.users().all()) {
            all.rows().put(owner.id(), List.of(new OfUser(owner.user())));
        }
        return all.users().list(request);
    }
}
