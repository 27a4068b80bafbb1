package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.TOMBSTONES;

import dev.kendall.user.UserId;

/** What was deleted, so that a copy elsewhere can follow, and no import brings it back. */
final class Tombstones {
    private Tombstones() {}

    /** The condition that {@code k.user_id} has deleted the thing of this kind, named in SQL, with the id {@code k.entity_id}. */
    static String of(String kind) {
        return "exists (select from {s}.tombstones d where d.user_id = k.user_id and d.kind = " + kind
                + " and d.entity_id = k.entity_id)";
    }

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
