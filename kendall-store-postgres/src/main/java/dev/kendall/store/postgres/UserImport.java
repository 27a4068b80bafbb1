package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;

import dev.kendall.entity.EntityRef;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Users: all of them are there once they are locked, and are filled in. */
final class UserImport implements Importing<User> {
    private static final String STORED = "select " + UserRow.columns("u") + ", k.n"
            + " from unnest($keys) with ordinality as k (user_id, n) join {s}.users u on u.user_id = k.user_id";

    private final CopyTable<User> table;

    UserImport(Backend backend) {
        this.table = new CopyTable<>(backend, List.of(USERS.USER_ID), UserRow::columns);
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.USERS;
    }

    @Override
    public EntityRef ref(User user) {
        return EntityRef.of(user.id());
    }

    @Override
    public List<?> keys(User user) {
        return List.of(user.id());
    }

    @Override
    public int weight(User user) {
        String instructions = user.profile().instructions();
        return instructions == null ? 0 : instructions.length();
    }

    @Override
    public void store(Chunk<User> chunk) throws SQLException {
        Set<UserId> created = chunk.ensureUsers();
        Map<User, User> stored = chunk.lookUp(chunk.rows(), STORED, List.of(chunk.userColumn()), UserRow::read);
        List<User> fresh = new ArrayList<>();
        List<User> newer = new ArrayList<>();
        for (User user : chunk.rows()) {
            User known = stored.get(user);
            boolean unknown = known == null || created.contains(user.id()) || isEmpty(known) && !known.equals(user);
            switch (chunk.fate(user, unknown ? null : known, old -> isNewer(user, old))) {
                case INSERT -> fresh.add(user);
                case REPLACE -> newer.add(user);
                case KEEP -> chunk.kept(1);
            }
        }
        List<User> changed = new ArrayList<>(fresh);
        changed.addAll(newer);
        table.replace(chunk.session(), changed);
        chunk.inserted(fresh);
        chunk.replaced(newer);
    }

    /** As created by the first thing that was stored for the user. */
    private static boolean isEmpty(User user) {
        return user.version() == 1 && user.profile().equals(Profile.empty());
    }

    private static boolean isNewer(User user, User stored) {
        return user.version() != stored.version()
                ? user.version() > stored.version()
                : user.updated().isAfter(stored.updated());
    }
}
