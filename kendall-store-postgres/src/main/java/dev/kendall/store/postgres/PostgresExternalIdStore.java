package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EXTERNAL_IDS;
import static org.jooq.impl.DSL.inline;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdLinks;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;

final class PostgresExternalIdStore implements ExternalIdStore {
    private final Access access;

    PostgresExternalIdStore(Access access) {
        this.access = access;
    }

    @Override
    public void link(EntityRef entity, ExternalId id) {
        Objects.requireNonNull(id, "id");
        UserId user = entity.user();
        access.write("link an external id of user " + user, Access.Repeat.SAFE, session -> {
            if (entity.kind() == EntityKind.USER) {
                session.ensure(user, session.now());
            } else if (session.lock(user).isEmpty() || !isStored(session, entity)) {
                throw ExternalIdLinks.notStored(entity);
            }
            Optional<EntityRef> known = find(session, user, id);
            if (known.isPresent()) {
                ExternalIdLinks.checkSame(known.get(), entity);
                return false;
            }
            insert(session, entity, id);
            return true;
        });
    }

    /** A user's external id may be claimed by another user at the same moment: the index lets one of them. */
    private static void insert(Session session, EntityRef entity, ExternalId id) {
        int inserted = session.dsl()
                .insertInto(
                        EXTERNAL_IDS,
                        EXTERNAL_IDS.USER_ID,
                        EXTERNAL_IDS.SYSTEM,
                        EXTERNAL_IDS.VALUE,
                        EXTERNAL_IDS.KIND,
                        EXTERNAL_IDS.ENTITY_ID)
                .values(
                        entity.user().value(),
                        id.system(),
                        id.value(),
                        entity.kind().name(),
                        entity.id())
                .onConflictDoNothing()
                .execute();
        if (inserted == 0) {
            throw ExternalIdLinks.takenByAnotherUser(entity.user());
        }
    }

    private boolean isStored(Session session, EntityRef entity) throws SQLException {
        EntityTable of = EntityTable.of(entity.kind());
        Sql query = Sql.of(access.sql("select 1 from {s}." + of.table() + " where " + of.id() + " = "))
                .bind(of.id(entity))
                .add(" and user_id = ")
                .bind(entity.user().value());
        return session.find(query, row -> true).isPresent();
    }

    private static Optional<EntityRef> find(Session session, UserId user, ExternalId id) {
        return session.dsl()
                .select(EXTERNAL_IDS.KIND, EXTERNAL_IDS.ENTITY_ID)
                .from(EXTERNAL_IDS)
                .where(named(user, id))
                .fetchOptional(row -> new EntityRef(user, EntityKind.valueOf(row.value1()), row.value2()));
    }

    private static Condition named(UserId user, ExternalId id) {
        return EXTERNAL_IDS
                .USER_ID
                .eq(user.value())
                .and(EXTERNAL_IDS.SYSTEM.eq(id.system()))
                .and(EXTERNAL_IDS.VALUE.eq(id.value()));
    }

    @Override
    public Optional<EntityRef> find(UserId user, ExternalId id) {
        return access.read("find an external id of user " + user, user, session -> find(session, user, id));
    }

    @Override
    public List<ExternalId> list(EntityRef entity) {
        UserId user = entity.user();
        return access.read(
                "list external ids of user " + user,
                user,
                session -> session.dsl()
                        .select(EXTERNAL_IDS.SYSTEM, EXTERNAL_IDS.VALUE)
                        .from(EXTERNAL_IDS)
                        .where(
                                EXTERNAL_IDS.USER_ID.eq(user.value()),
                                EXTERNAL_IDS.KIND.eq(entity.kind().name()),
                                EXTERNAL_IDS.ENTITY_ID.eq(entity.id()))
                        .orderBy(EXTERNAL_IDS.SYSTEM, EXTERNAL_IDS.VALUE)
                        .fetch(row -> ExternalId.of(row.value1(), row.value2())));
    }

    @Override
    public Optional<UserId> findUser(ExternalId id) {
        return access.read(
                "find a user by external id",
                null,
                session -> session.dsl()
                        .select(EXTERNAL_IDS.USER_ID)
                        .from(EXTERNAL_IDS)
                        .where(
                                EXTERNAL_IDS.SYSTEM.eq(id.system()),
                                EXTERNAL_IDS.VALUE.eq(id.value()),
                                EXTERNAL_IDS.KIND.eq(inline(EntityKind.USER.name())))
                        .fetchOptional(row -> UserId.of(row.value1())));
    }

    @Override
    public boolean unlink(UserId user, ExternalId id) {
        return access.write("unlink an external id of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            return session.dsl().deleteFrom(EXTERNAL_IDS).where(named(user, id)).execute() > 0;
        });
    }
}
