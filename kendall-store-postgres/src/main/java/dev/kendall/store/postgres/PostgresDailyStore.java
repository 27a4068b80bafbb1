package dev.kendall.store.postgres;

import dev.kendall.analytics.DailyLimits;
import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyRow.Answers;
import dev.kendall.analytics.DailyRow.Jobs;
import dev.kendall.analytics.DailyStore;
import dev.kendall.internal.Checks;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages have no index over all users, so that each user's are looked up by themselves: a day costs what its users are, not all messages. */
final class PostgresDailyStore implements DailyStore {
    private static final String LISTING = "states";

    private static final String MESSAGES = """
            select coalesce(sum(d.messages), 0), count(*) filter (where d.own > 0)
            from {s}.users u cross join lateral (
                select count(*) as messages, count(*) filter (where m.role = 'USER') as own from {s}.chat_messages m
                where m.user_id = u.user_id and m.created_at >= $from and m.created_at < $until) d
            where u.messages > 0""";

    private static final String ANSWERS = """
            select count(*), percentile_disc(0.5) within group (order by a.micros),
                percentile_disc(0.95) within group (order by a.micros)
            from {s}.users u cross join lateral (
                select (extract(epoch from m.created_at - q.created_at) * 1000000)::bigint as micros
                from {s}.chat_messages m cross join lateral (
                    select b.role, b.created_at from {s}.chat_messages b
                    where b.user_id = m.user_id and b.thread_id = m.thread_id
                        and (b.created_at, b.message_id) < (m.created_at, m.message_id)
                    order by b.created_at desc, b.message_id desc limit 1) q
                where m.user_id = u.user_id and m.created_at >= $from and m.created_at < $until
                    and m.role = 'ASSISTANT' and q.role = 'USER') a
            where u.messages > 0 and a.micros <= $within""";

    private static final String JOBS = """
            select count(*) filter (where j.status = 'SUCCEEDED'), count(*) filter (where j.status = 'DEAD') from {s}.jobs j
            where j.finished_at >= $from and j.finished_at < $until""";

    private static final String COLUMNS =
            "day, messages, active_users, answers, answer_median_micros, answer_p95_micros, turns,"
                    + " recalling_turns, patterns_learned, patterns_retired, jobs_succeeded, jobs_dead, model_calls, input_tokens,"
                    + " output_tokens, cost";

    private final Access access;

    PostgresDailyStore(Access access) {
        this.access = access;
    }

    @Override
    public Counted count(Instant from, Instant until) {
        DailyLimits.times(from, until);
        Map<String, Object> parameters = Map.of(
                "from",
                Sql.value(Checks.time("from", from)),
                "until",
                Sql.value(Checks.time("until", until)),
                "within",
                Answers.WITHIN.toNanos() / 1_000);
        return access.read("count what happened from " + from, null, session -> {
            Answers answers =
                    first(session, ANSWERS, parameters, row -> answers(row, 1)).orElse(null);
            Jobs jobs = first(session, JOBS, parameters, row -> Optional.of(new Jobs(row.getLong(1), row.getLong(2))))
                    .orElseThrow();
            return first(
                            session,
                            MESSAGES,
                            parameters,
                            row -> Optional.of(new Counted(row.getLong(1), row.getLong(2), answers, jobs)))
                    .orElseThrow();
        });
    }

    private <T> Optional<T> first(
            Session session, String template, Map<String, Object> parameters, Session.RowReader<Optional<T>> reader)
            throws SQLException {
        return session.list(Sql.template(access.sql(template), parameters), reader)
                .get(0);
    }

    /** Number, median and 95th percentile, the first of them in this column. */
    private static Optional<Answers> answers(ResultSet row, int column) throws SQLException {
        long count = row.getLong(column);
        return count == 0
                ? Optional.empty()
                : Optional.of(new Answers(count, micros(row, column + 1), micros(row, column + 2)));
    }

    private static Duration micros(ResultSet row, int column) throws SQLException {
        return Duration.of(row.getLong(column), ChronoUnit.MICROS);
    }

    private record UsersState(String user, String value) {}

    @Override
    public Page<String> states(String key, PageRequest request) {
        Checks.filled("key", key, StateStore.MAX_KEY);
        UserId after = Keys.read(request.after(), LISTING, 1, parts -> UserId.of(parts.get(0)));
        Sql query = Sql.of(access.sql("select t.user_id, t.value from {s}.user_states t where t.key = "))
                .bind(key);
        if (after != null) {
            query.add(" and t.user_id > ").bind(after.value());
        }
        query.add(" order by t.user_id limit ").bind(request.limit() + 1);
        List<UsersState> rows = access.read(
                "list the states " + key,
                null,
                session -> session.list(query, row -> new UsersState(row.getString(1), row.getString(2))));
        Page<UsersState> page = Page.of(rows, request.limit(), state -> Cursor.of(LISTING, state.user()));
        return new Page<>(page.items().stream().map(UsersState::value).toList(), page.next());
    }

    @Override
    public void put(DailyRow row) {
        Sql statement = Sql.of(access.sql("insert into {s}.daily_rows (" + COLUMNS + ") values ("))
                .bind(row.day())
                .add(", ")
                .bind(row.messages())
                .add(", ")
                .bind(row.activeUsers());
        Answers answers = row.answers();
        number(statement, answers == null ? null : answers.count());
        number(statement, answers == null ? null : answers.median().toNanos() / 1_000);
        number(statement, answers == null ? null : answers.p95().toNanos() / 1_000);
        DailyRow.Recall recall = row.recall();
        number(statement, recall == null ? null : recall.turns());
        number(statement, recall == null ? null : recall.hits());
        DailyRow.Patterns patterns = row.patterns();
        number(statement, patterns == null ? null : patterns.learned());
        number(statement, patterns == null ? null : patterns.retired());
        Jobs jobs = row.jobs();
        number(statement, jobs == null ? null : jobs.succeeded());
        number(statement, jobs == null ? null : jobs.dead());
        DailyRow.Models models = row.models();
        number(statement, models == null ? null : models.calls());
        number(statement, models == null ? null : models.inputTokens());
        number(statement, models == null ? null : models.outputTokens());
        statement
                .add(", ")
                .bindNullable(models == null ? null : models.cost())
                .add("::numeric) on conflict (day) do update set (" + COLUMNS + ") = row(")
                .add(COLUMNS.replaceAll("\\w+", "excluded.$0"))
                .add(")");
        access.writeOne("keep the row of " + row.day(), session -> session.run(statement));
    }

    private static void number(Sql statement, @Nullable Long number) {
        statement.add(", ").bindNullable(number).add("::bigint");
    }

    @Override
    public Optional<DailyRow> find(LocalDate day) {
        return list(day, day).stream().findFirst();
    }

    @Override
    public List<DailyRow> list(LocalDate first, LocalDate last) {
        DailyLimits.days(first, last);
        Sql query = Sql.of(access.sql("select " + COLUMNS + " from {s}.daily_rows where day between "))
                .bind(first)
                .add(" and ")
                .bind(last)
                .add(" order by day");
        return access.read("list the days", null, session -> session.list(query, PostgresDailyStore::read));
    }

    private static DailyRow read(ResultSet row) throws SQLException {
        return new DailyRow(
                row.getObject(1, LocalDate.class),
                row.getLong(2),
                row.getLong(3),
                answers(row, 4).orElse(null),
                isNull(row, 7) ? null : new DailyRow.Recall(row.getLong(7), row.getLong(8)),
                isNull(row, 9) ? null : new DailyRow.Patterns(row.getLong(9), row.getLong(10)),
                isNull(row, 11) ? null : new Jobs(row.getLong(11), row.getLong(12)),
                isNull(row, 13)
                        ? null
                        : new DailyRow.Models(
                                row.getLong(13), row.getLong(14), row.getLong(15), row.getBigDecimal(16)));
    }

    private static boolean isNull(ResultSet row, int column) throws SQLException {
        return row.getObject(column) == null;
    }
}
