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
        stored.entrySet().removeIf(row -> {
            User known = row.getValue();
            return created.contains(known.id()) || isEmpty(known) && !known.equals(row.getKey());
        });
        Chunk.Fates<User> fates =
                chunk.fates(chunk.rows(), stored, (user, known) -> version(user).isNewerThan(version(known)));
        List<User> fresh = fates.only(Chunk.Fate.INSERT, fates.rows());
        List<User> newer = fates.only(Chunk.Fate.REPLACE, fates.rows());
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

    private static RowVersion version(User user) {
        return new RowVersion(user.version(), user.updated());
    }
}
