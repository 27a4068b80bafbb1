package dev.kendall.store.postgres;

import dev.kendall.cutover.Mismatch;
import dev.kendall.cutover.Observations;
import dev.kendall.entity.EntityKind;
import dev.kendall.internal.Checks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters and mismatches in tables. */
final class PostgresObservations implements Observations {
    private static final String ADD = """
            insert into {s}.cutover_counters as c (name, value)
            select n.name, n.value from unnest($names, $values) as n (name, value) order by n.name collate "C"
            on conflict (name) do update set value = c.value + excluded.value""";

    private static final String REPORT = """
            insert into {s}.cutover_mismatches (found_at, kind, field, fingerprint)
            select n.found_at::timestamptz, n.kind, n.field, n.fingerprint
            from unnest($times, $kinds, $fields, $fingerprints) with ordinality as n (found_at, kind, field, fingerprint, place)
            order by n.place""";

    private static final String LEAVE_LATEST = """
            delete from {s}.cutover_mismatches where mismatch_id < (
                select min(mismatch_id) from (
                    select mismatch_id from {s}.cutover_mismatches order by mismatch_id desc limit $most) latest)""";

    private final Access access;
    private final CutoverSamples samples;

    PostgresObservations(Access access, CutoverSamples samples) {
        this.access = access;
        this.samples = samples;
    }

    @Override
    public void add(Map<String, Long> deltas) {
        SortedMap<String, Long> ordered = new TreeMap<>();
        deltas.forEach((name, delta) -> ordered.put(Checks.filled("name", name, 100), delta));
        if (!ordered.isEmpty()) {
            access.write(
                    "add to the counters of the cutover",
                    Access.Repeat.UNSAFE,
                    session -> session.run(Sql.template(
                            access.sql(ADD),
                            Map.of(
                                    "names", Sql.array("text", List.copyOf(ordered.keySet())),
                                    "values", Sql.array("int8", List.copyOf(ordered.values()))))));
            samples.sample();
        }
    }

    @Override
    public SortedMap<String, Long> counters() {
        return access.read("read the counters of the cutover", null, session -> {
            SortedMap<String, Long> counters = new TreeMap<>();
            session.list(
                    Sql.of(access.sql("select name, value from {s}.cutover_counters")),
                    row -> counters.put(row.getString(1), row.getLong(2)));
            return Collections.unmodifiableSortedMap(counters);
        });
    }

    @Override
    public void report(List<Mismatch> mismatches) {
        if (mismatches.isEmpty()) {
            return;
        }
        access.write("keep mismatches", Access.Repeat.UNSAFE, session -> {
            session.run(Sql.template(
                    access.sql(REPORT),
                    Map.of(
                            "times",
                                    Sql.array(
                                            "text",
                                            mismatches.stream()
                                                    .map(mismatch ->
                                                            mismatch.at().toString())
                                                    .toList()),
                            "kinds",
                                    Sql.array(
                                            "text",
                                            mismatches.stream()
                                                    .map(mismatch ->
                                                            mismatch.kind().name())
                                                    .toList()),
                            "fields",
                                    Sql.array(
                                            "text",
                                            mismatches.stream()
                                                    .map(Mismatch::field)
                                                    .toList()),
                            "fingerprints",
                                    Sql.array(
                                            "text",
                                            mismatches.stream()
                                                    .map(Mismatch::fingerprint)
                                                    .toList()))));
            return session.run(Sql.template(access.sql(LEAVE_LATEST), Map.of("most", MAX_MISMATCHES)));
        });
    }

    @Override
    public List<Mismatch> listMismatches(int limit) {
        Checks.range("limit", limit, 1, MAX_MISMATCHES);
        return access.read(
                "list mismatches",
                null,
                session -> session.list(
                        Sql.of(access.sql("select found_at, kind, field, fingerprint from {s}.cutover_mismatches"
                                        + " order by mismatch_id desc limit "))
                                .bind(limit),
                        row -> new Mismatch(
                                Columns.time(row, 1),
                                EntityKind.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getString(4))));
    }

    @Override
    public void clear() {
        access.write("clear what the cutover counted", Access.Repeat.SAFE, session -> {
            session.run(Sql.of(access.sql("delete from {s}.cutover_counters")));
            return session.run(Sql.of(access.sql("delete from {s}.cutover_mismatches")));
        });
    }
}
