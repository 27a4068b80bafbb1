package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EXTERNAL_IDS;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** External ids. A user's own may be claimed for another user at the same moment: the index lets one of them. */
final class ExternalIdImport implements Importing<ExternalLink> {
    private static final String STORED = "select x.kind, x.entity_id, k.n"
            + " from unnest($keys) with ordinality as k (user_id, system, value, n)"
            + " join {s}.external_ids x on x.user_id = k.user_id and x.system = k.system and x.value = k.value";

    private static final String OF_OTHERS = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, system, value, n)"
            + " join {s}.external_ids x on x.system = k.system and x.value = k.value and x.kind = 'USER'"
            + " and x.user_id <> k.user_id";

    private static final String DELETED = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, kind, entity_id, n) where " + Tombstones.of("k.kind");

    private static final String INSERT = "insert into {s}.external_ids (user_id, system, value, kind, entity_id)"
            + " select user_id, system, value, kind, entity_id from $staged on conflict do nothing"
            + " returning user_id, system, value";

    private final Backend backend;
    private final CopyTable<ExternalLink> table;

    ExternalIdImport(Backend backend) {
        this.backend = backend;
        this.table = new CopyTable<>(
                backend,
                List.of(EXTERNAL_IDS.USER_ID, EXTERNAL_IDS.SYSTEM, EXTERNAL_IDS.VALUE),
                ExternalIdImport::columns);
    }

    private static Map<Field<?>, @Nullable Object> columns(ExternalLink link) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(EXTERNAL_IDS.USER_ID, link.entity().user().value());
        columns.put(EXTERNAL_IDS.SYSTEM, link.externalId().system());
        columns.put(EXTERNAL_IDS.VALUE, link.externalId().value());
        columns.put(EXTERNAL_IDS.KIND, link.entity().kind().name());
        columns.put(EXTERNAL_IDS.ENTITY_ID, link.entity().id());
        return columns;
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.EXTERNAL_IDS;
    }

    @Override
    public EntityRef ref(ExternalLink link) {
        return link.entity();
    }

    private record OfUser(UserId user, ExternalId id) {}

    @Override
    public List<?> keys(ExternalLink link) {
        OfUser own = new OfUser(link.entity().user(), link.externalId());
        return link.entity().kind() == EntityKind.USER ? List.of(own, link.externalId()) : List.of(own);
    }

    @Override
    public int weight(ExternalLink link) {
        return 0;
    }

    @Override
    public void store(Chunk<ExternalLink> chunk) throws SQLException {
        chunk.ensureUsers();
        List<Chunk.Column<ExternalLink>> keys = List.of(
                chunk.userColumn(),
                new Chunk.Column<>("text", link -> link.externalId().system()),
                new Chunk.Column<>("text", link -> link.externalId().value()));
        Map<ExternalLink, EntityName> stored = chunk.lookUp(
                chunk.rows(),
                STORED,
                keys,
                row -> new EntityName(EntityKind.valueOf(row.getString(1)), row.getString(2)));
        List<ExternalLink> ofUsers = chunk.rows().stream()
                .filter(link -> link.entity().kind() == EntityKind.USER)
                .toList();
        Map<ExternalLink, Boolean> ofOthers = chunk.lookUp(ofUsers, OF_OTHERS, keys, row -> true);
        Map<ExternalLink, Boolean> entities = entities(chunk);
        Set<ExternalLink> deleted = chunk.deleted(
                chunk.rows().stream()
                        .filter(link -> !entities.containsKey(link))
                        .toList(),
                DELETED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", link -> link.entity().kind().name()),
                        new Chunk.Column<>("text", link -> link.entity().id())));
        List<ExternalLink> fresh = new ArrayList<>();
        for (ExternalLink link : chunk.rows()) {
            if (deleted.contains(link)) {
                continue;
            }
            EntityName known = stored.get(link);
            boolean same = known != null && known.isOf(link.entity());
            if (!same && (known != null || ofOthers.containsKey(link))) {
                rejectTaken(chunk, link);
            } else if (!entities.containsKey(link)) {
                chunk.reject(link, ImportReject.Reason.NOT_STORED, "what the external id names is not stored");
            } else {
                switch (chunk.fate(link, known, old -> false)) {
                    case INSERT -> fresh.add(link);
                    case REPLACE, KEEP -> chunk.kept(1);
                }
            }
        }
        insert(chunk, fresh);
    }

    private record EntityName(EntityKind kind, String id) {
        boolean isOf(EntityRef entity) {
            return kind == entity.kind() && id.equals(entity.id());
        }
    }

    private static void rejectTaken(Chunk<ExternalLink> chunk, ExternalLink link) {
        chunk.reject(
                link,
                ImportReject.Reason.EXTERNAL_ID_TAKEN,
                "the external id names another thing; unlink it there first");
    }

    /** Those that name what is stored. */
    private static Map<ExternalLink, Boolean> entities(Chunk<ExternalLink> chunk) throws SQLException {
        Map<ExternalLink, Boolean> found = new IdentityHashMap<>();
        for (EntityKind kind : EntityKind.values()) {
            EntityTable of = EntityTable.of(kind);
            List<ExternalLink> links = chunk.rows().stream()
                    .filter(link -> link.entity().kind() == kind)
                    .toList();
            found.putAll(chunk.lookUp(
                    links,
                    "select k.n from unnest($keys) with ordinality as k (user_id, entity_id, n) join {s}." + of.table()
                            + " t on t.user_id = k.user_id and t." + of.id() + " = k.entity_id",
                    List.of(chunk.userColumn(), new Chunk.Column<>(of.idType(), link -> of.id(link.entity()))),
                    row -> true));
        }
        return found;
    }

    private void insert(Chunk<ExternalLink> chunk, List<ExternalLink> fresh) throws SQLException {
        if (!fresh.isEmpty()) {
            table.stage(chunk.session(), fresh);
            Set<OfUser> inserted = new HashSet<>(chunk.session()
                    .list(
                            Sql.of(backend.sql(INSERT.replace("$staged", table.staged()))),
                            row -> new OfUser(
                                    UserId.of(row.getString(1)), ExternalId.of(row.getString(2), row.getString(3)))));
            List<ExternalLink> done = new ArrayList<>();
            for (ExternalLink link : fresh) {
                if (inserted.contains(new OfUser(link.entity().user(), link.externalId()))) {
                    done.add(link);
                } else {
                    rejectTaken(chunk, link);
                }
            }
            chunk.inserted(done);
        }
    }
}
