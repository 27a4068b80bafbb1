package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USER_PATTERNS;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStore;
import dev.kendall.pattern.PatternTransitions;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PostgresPatternStore implements PatternStore {
    private static final String LISTING = "patterns";

    private final Access access;
    private final String select;

    PostgresPatternStore(Access access) {
        this.access = access;
        this.select = access.sql("select " + PatternRow.columns("p") + " from {s}.user_patterns p where p.user_id = ");
    }

    @Override
    public Pattern add(UserId user, NewPattern pattern) {
        PatternId id = pattern.id() != null
                ? pattern.id()
                : new PatternId(access.backend().ids().next());
        return access.write("store pattern " + id + " of user " + user, Access.Repeat.SAFE, session -> {
            Instant now = session.now();
            session.ensure(user, now);
            Optional<Pattern> stored = find(session, user, id);
            if (stored.isPresent()) {
                return PatternTransitions.sameAs(stored.get(), pattern);
            }
            Pattern added = PatternTransitions.added(user, id, pattern, now);
            insert(session, added);
            return added;
        });
    }

    @Override
    public Pattern update(Pattern pattern) {
        UserId user = pattern.user();
        return access.write("update pattern " + pattern.id() + " of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            Pattern stored = find(session, user, pattern.id()).orElse(null);
            Pattern updated = PatternTransitions.updated(stored, pattern, session.now());
            session.dsl()
                    .update(USER_PATTERNS)
                    .set(PatternRow.content(updated))
                    .where(
                            USER_PATTERNS.USER_ID.eq(user.value()),
                            USER_PATTERNS.PATTERN_ID.eq(updated.id().value()))
                    .execute();
            return updated;
        });
    }

    private static void insert(Session session, Pattern pattern) {
        session.dsl().insertInto(USER_PATTERNS).set(PatternRow.columns(pattern)).execute();
    }

    private Optional<Pattern> find(Session session, UserId user, PatternId id) throws SQLException {
        return session.find(
                Sql.of(select).bind(user.value()).add(" and p.pattern_id = ").bind(id.value()), PatternRow::read);
    }

    @Override
    public Optional<Pattern> find(UserId user, PatternId id) {
        return access.read("find pattern " + id + " of user " + user, user, session -> find(session, user, id));
    }

    /** The sort key. */
    private record Sureness(double confidence, UUID id) {
        static Sureness of(List<String> key) {
            return new Sureness(Double.parseDouble(key.get(0)), UUID.fromString(key.get(1)));
        }
    }

    @Override
    public Page<Pattern> list(UserId user, PatternFilter filter, PageRequest request) {
        Sureness after = Keys.read(request.after(), LISTING, 2, Sureness::of);
        Sql query = query(user, filter);
        if (after != null) {
            query.add(" and (p.confidence < ")
                    .bind(after.confidence())
                    .add(" or p.confidence = ")
                    .bind(after.confidence())
                    .add(" and p.pattern_id > ")
                    .bind(after.id())
                    .add(")");
        }
        Sql page = surestFirst(query, request.limit() + 1);
        List<Pattern> rows =
                access.read("list the patterns of user " + user, user, session -> session.list(page, PatternRow::read));
        return Page.of(
                rows,
                request.limit(),
                pattern -> Cursor.of(
                        LISTING,
                        Double.toString(pattern.confidence()),
                        pattern.id().toString()));
    }

    /** The patterns that pass the filter. */
    Sql query(UserId user, PatternFilter filter) {
        return Sql.of(select).bind(user.value()).add(Filters.of(filter));
    }

    static Sql surestFirst(Sql query, int limit) {
        return query.add(" order by p.confidence desc, p.pattern_id limit ").bind(limit);
    }
}
