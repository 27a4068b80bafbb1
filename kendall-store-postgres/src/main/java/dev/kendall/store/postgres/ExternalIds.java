package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EXTERNAL_IDS;
import static org.jooq.impl.DSL.any;

import dev.kendall.user.UserId;
import java.util.Collection;

/** What goes with the things that are deleted. */
final class ExternalIds {
    private ExternalIds() {}

    static void removeAllOf(Session session, UserId user, String kind, Collection<String> ids) {
        session.dsl()
                .deleteFrom(EXTERNAL_IDS)
                .where(
                        EXTERNAL_IDS.USER_ID.eq(user.value()),
                        EXTERNAL_IDS.KIND.eq(kind),
                        EXTERNAL_IDS.ENTITY_ID.eq(any(ids.toArray(String[]::new))))
                .execute();
    }
}
