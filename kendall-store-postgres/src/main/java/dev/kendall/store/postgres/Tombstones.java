package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.TOMBSTONES;

import dev.kendall.user.UserId;

/** What was deleted, so that a copy elsewhere can follow. */
final class Tombstones {
    private Tombstones() {}

    static void add(Session session, UserId user, String kind, String id) {
        session.dsl()
                .insertInto(
                        TOMBSTONES, TOMBSTONES.USER_ID, TOMBSTONES.KIND, TOMBSTONES.ENTITY_ID, TOMBSTONES.DELETED_AT)
                .values(user.value(), kind, id, session.now())
                .onConflict(TOMBSTONES.USER_ID, TOMBSTONES.KIND, TOMBSTONES.ENTITY_ID)
                .doUpdate()
                .set(TOMBSTONES.DELETED_AT, session.now())
                .execute();
    }
}
