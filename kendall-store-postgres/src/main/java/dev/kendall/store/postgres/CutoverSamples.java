package dev.kendall.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Notes once in a while how the cutover stands; whichever node counts something does it, and no two of them at once. */
final class CutoverSamples {
    /** How often. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** Four weeks of them. */
    private static final int MOST = 40_320;

    private static final String SAMPLE = """
            insert into {s}.cutover_samples (sampled_at, epoch, to_new, to_old, dead, oldest, counters)
            select $now, p.epoch, d.to_new, d.to_old, d.dead, d.oldest, c.counters
            from {s}.cutover_plan p,
                (select count(*) filter (where h.side = 'OLD') as to_new, count(*) filter (where h.side = 'NEW') as to_old,
                    count(*) filter (where d.dead) as dead, min(d.since) as oldest
                from {s}.cutover_debts d join {s}.cutover_homes h on h.user_id = d.user_id) d,
                (select coalesce(jsonb_object_agg(name, value), '{}') as counters from {s}.cutover_counters) c
            where pg_try_advisory_xact_lock(hashtextextended($lock, 0))
                and not exists (select from {s}.cutover_samples s where s.sampled_at > $before)
            on conflict do nothing""";

    private static final String LIST = """
            select s.sampled_at, s.epoch, s.to_new, s.to_old, s.dead, s.oldest,
                array(select e.key from jsonb_each_text(s.counters) e order by e.key),
                array(select e.value::bigint from jsonb_each_text(s.counters) e order by e.key)
            from {s}.cutover_samples s order by s.sampled_at""";

    private static final String LEAVE_LATEST = """
            delete from {s}.cutover_samples where sampled_at < (
                select min(sampled_at) from (
                    select sampled_at from {s}.cutover_samples order by sampled_at desc limit $most) latest)""";

    private final Access access;
    private final CutoverTime time;
    private final String lock;

    CutoverSamples(Access access, CutoverTime time) {
        this.access = access;
        this.time = time;
        this.lock = access.sql("{s} cutover samples");
    }

    /** Notes how it stands, unless that was done less than {@link #EVERY} ago. */
    void sample() {
        access.write("note how the cutover stands", Access.Repeat.SAFE, session -> {
            Sql sql = Sql.template(
                    access.sql(SAMPLE), Map.of("now", time.now(), "before", time.ago(EVERY), "lock", lock));
            return session.run(sql) > 0
                    && session.run(Sql.template(access.sql(LEAVE_LATEST), Map.of("most", MOST))) > 0;
        });
    }

    /** All of them, oldest first. */
    List<CutoverSample> list() {
        return access.read(
                "list how the cutover stood",
                null,
                session -> session.list(Sql.of(access.sql(LIST)), CutoverSamples::read));
    }

    private static CutoverSample read(ResultSet row) throws SQLException {
        SortedMap<String, Long> counters = new TreeMap<>();
        List<String> names = Columns.texts(row, 7);
        Long[] values = (Long[]) row.getArray(8).getArray();
        for (int i = 0; i < values.length; i++) {
            counters.put(names.get(i), values[i]);
        }
        return new CutoverSample(
                Columns.time(row, 1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                Columns.timeOrNull(row, 6),
                counters);
    }
}
