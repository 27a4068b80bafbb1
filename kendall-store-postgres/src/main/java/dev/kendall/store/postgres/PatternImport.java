package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USER_PATTERNS;

import dev.kendall.entity.EntityRef;
import dev.kendall.pattern.Pattern;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Patterns. */
final class PatternImport implements Importing<Pattern> {
    private static final String STORED = "select p.version, p.updated, k.n"
            + " from unnest($keys) with ordinality as k (user_id, pattern_id, n)"
            + " join {s}.user_patterns p on p.user_id = k.user_id and p.pattern_id = k.pattern_id";

    private final CopyTable<Pattern> table;

    PatternImport(Backend backend) {
        this.table =
                new CopyTable<>(backend, List.of(USER_PATTERNS.USER_ID, USER_PATTERNS.PATTERN_ID), PatternRow::columns);
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.PATTERNS;
    }

    @Override
    public EntityRef ref(Pattern pattern) {
        return EntityRef.of(pattern.user(), pattern.id());
    }

    @Override
    public List<?> keys(Pattern pattern) {
        return List.of(ref(pattern));
    }

    @Override
    public int weight(Pattern pattern) {
        return pattern.description().length();
    }

    private static RowVersion version(Pattern pattern) {
        return new RowVersion(pattern.version(), pattern.updated());
    }

    @Override
    public void store(Chunk<Pattern> chunk) throws SQLException {
        chunk.ensureUsers();
        Map<Pattern, RowVersion> stored = chunk.lookUp(
                chunk.rows(),
                STORED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("uuid", pattern -> pattern.id().value())),
                RowVersion::read);
        Chunk.Fates<Pattern> fates = chunk.fates(
                chunk.rows(), stored, (pattern, known) -> version(pattern).isNewerThan(known));
        List<Pattern> fresh = fates.only(Chunk.Fate.INSERT, fates.rows());
        List<Pattern> newer = fates.only(Chunk.Fate.REPLACE, fates.rows());
        table.insert(chunk.session(), fresh);
        table.replace(chunk.session(), newer);
        chunk.inserted(fresh);
        chunk.replaced(newer);
    }
}
