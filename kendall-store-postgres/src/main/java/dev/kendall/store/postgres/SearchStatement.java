package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;
import dev.kendall.search.EvidenceRanking;
import dev.kendall.search.KeywordScoring;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One search over one user's rows of a kind, as one statement: by meaning, by word, or the candidates of both, which {@link
 * dev.kendall.search.EvidenceRanking} then ranks.
 *
 * <p><b>By meaning</b> there are two ways, and the statement itself takes one of them, by the number of vectors that Kendall counts for the
 * user. Up to {@link PostgresOptions#exactScanLimit} every vector of the user is compared once, through the user's index; {@code offset 0}
 * keeps the planner from the HNSW index, which would look at everybody's nearest rows and filter them afterwards. Beyond, the HNSW index is
 * scanned until enough of the user's rows were met; the {@code case} keeps the planner from the user's index, and, as it expects half of
 * all rows to pass one, from reading and sorting all rows. Conditions without a column are checked once, before a part of the plan is begun,
 * so that the way not taken costs nothing, and neither the planner's estimates nor a generic plan can take the wrong one. Should the HNSW
 * scan end with too few rows, as it does when a filter leaves few, the exact way is taken after all: no fewer rows come back than exist.
 * Left out: deciding in Java, which would need a trip to the server for the count before each search.
 *
 * <p><b>By word</b> it ranks as {@link KeywordScoring} says. What neighbours add is looked up only for rows that could be among the best with
 * it: a row whose own score plus all that its neighbours in the list could add is below the last of the best by own score is none of them.
 */
final class SearchStatement {
    private static final String NEAREST = """
            wanted as materialized (select $vector::real[]::{v}.$type as v),
            """;

    /** Whether the index is used: one row, checked before either way begins. */
    private static final String SIZE = """
            size as materialized (
                select s.indexed and coalesce(c.messages, 0) > $exactLimit as large from {s}.embedding_spaces s
                left join {s}.embedding_counts c on c.user_id = $user and c.space_id = s.space_id
                where s.space_id = $space),
            indexed as materialized (
                select e.$id as id, (e.$embedding::{v}.$type($dimensions)) <=> (select v from wanted) as distance
                from {s}.$embeddings e$join
                where (select large from size)
                    and (select set_config('hnsw.iterative_scan', 'relaxed_order', true)) is not null
                    and (select set_config('hnsw.ef_search', $width, true)) is not null
                    and case when e.user_id = $user then true else false end and e.space_id = $space$filter
                order by (e.$embedding::{v}.$type($dimensions)) <=> (select v from wanted) limit $candidates),
            """;

    private static final String EXACT = """
            exact as materialized (
                select id, distance from (
                    select e.$id as id, e.$embedding <=> (select v from wanted) as distance
                    from {s}.$embeddings e$join
                    where $gate and e.user_id = $user and e.space_id = $space$filter offset 0) compared
                order by distance fetch first $candidates rows with ties)""";

    /** By meaning alone: the rows are fetched once, by their key, for their time and for all else. */
    private static final String MEANT = """

            select $columns, row_number() over (order by n.distance, m.$time desc, m.$id desc) as rank, 1 - n.distance,
                null::bigint, null::float8
            from ($nearest) n join {s}.$rows m on m.user_id = $user and m.$id = n.id
            order by rank limit $limit""";

    private static final String SEMANTIC = """
            ,
            semantic as (
                select m.$id as id, m.$time as at, 1 - n.distance as score,
                    row_number() over (order by n.distance, m.$time desc, m.$id desc) as rank
                from ($nearest) n join {s}.$rows m on m.user_id = $user and m.$id = n.id
                order by rank limit $candidates)""";

    private static final String SCORED = """
            stats as materialized (
                select u.$count as n, u.$words::float8 / greatest(u.$count, 1) as average from {s}.users u
                where u.user_id = $user),
            hits as materialized (
                select m.$id as id, $thread as thread, m.$time as at, cardinality(m.words) as length, w.word, count(*) as n,
                    true$filter as passes
                from {s}.$rows m cross join lateral unnest(m.words) as w (word)
                where m.user_id = $user and m.words && $hashes and w.word = any($hashes)
                group by m.user_id, m.$id, w.word),
            worth as materialized (
                select word, ln(1 + (s.n - count(*)::float8 + 0.5) / (count(*)::float8 + 0.5)) as idf
                from hits cross join stats s group by word, s.n),
            scored as materialized (
                select h.id, h.thread, h.at, h.passes, sum(floor(w.idf * h.n * $ka / (h.n + $kb * (1 - $b + $b * h.length / s.average))
                    * $grain) / $grain) as own
                from hits h join worth w using (word) cross join stats s group by h.id, h.thread, h.at, h.passes),
            """;

    private static final String WITH_NEIGHBOURS = """
            linked as (
                select *, lag(own) over line as own_before, lag(id) over line as id_before, lag(at) over line as at_before,
                    lead(own) over line as own_after, lead(id) over line as id_after, lead(at) over line as at_after
                from scored window line as (partition by thread order by at, id)),
            possible as (
                select * from linked where passes
                    and own + $before * coalesce(own_before, 0) + $after * coalesce(own_after, 0) >= coalesce((
                        select own from scored where passes order by own desc offset $last limit 1), 0)),
            ranked as (
                select p.id, p.at, p.own
                    + $before * case when p.own_before is null or exists (
                        select from {s}.chat_messages m where m.user_id = $user and m.thread_id = p.thread
                            and (m.created_at, m.message_id) > (p.at_before, p.id_before)
                            and (m.created_at, m.message_id) < (p.at, p.id)) then 0 else p.own_before end
                    + $after * case when p.own_after is null or exists (
                        select from {s}.chat_messages m where m.user_id = $user and m.thread_id = p.thread
                            and (m.created_at, m.message_id) > (p.at, p.id)
                            and (m.created_at, m.message_id) < (p.at_after, p.id_after)) then 0 else p.own_after end as score
                from possible p),
            """;

    private static final String ALONE = """
            ranked as (select id, at, own as score from scored where passes),
            """;

    private static final String KEYWORD = """
            keyword as (
                select id, at, score, row_number() over (order by score desc, at desc, id desc) as rank
                from ranked order by rank limit $candidates)""";

    private static final String WORDED = """

            select $columns, null::bigint, null::float8, a.rank, a.score
            from keyword a join {s}.$rows m on m.user_id = $user and m.$id = a.id
            order by a.rank limit $limit""";

    private static final String BOTH = """
            ,
            found as (
                select coalesce(s.id, k.id) as id, s.rank as s_rank, s.score as s_score, k.rank as k_rank, k.score as k_score
                from semantic s full join keyword k on k.id = s.id)
            select $columns, f.s_rank, f.s_score, f.k_rank, f.k_score, $preceding
            from found f join {s}.$rows m on m.user_id = $user and m.$id = f.id""";

    /** The ids of the messages right before a candidate in its thread, the nearest first. */
    private static final String PRECEDING = """
            array(
                select b.message_id from {s}.chat_messages b
                where b.user_id = $user and b.thread_id = m.thread_id and (b.created_at, b.message_id) < (m.created_at, m.message_id)
                order by b.created_at desc, b.message_id desc limit $near)""";

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\p{Alpha}+)");

    private final Backend backend;
    private final Embeddings kind;
    private final String nearest;
    private final String size;
    private final String exact;
    private final String scored;
    private final String ranked;
    private final String keyword;
    private final String semantic;
    private final String meant;
    private final String worded;
    private final String both;

    SearchStatement(Backend backend, Embeddings kind, String columns) {
        this.backend = backend;
        this.kind = kind;
        Map<String, String> same = Map.ofEntries(
                Map.entry("columns", columns),
                Map.entry("id", kind.id()),
                Map.entry("rows", kind.rows()),
                Map.entry("time", kind.time()),
                Map.entry("embeddings", kind.embeddings()),
                Map.entry("count", kind.count()),
                Map.entry("words", kind == Embeddings.MESSAGES ? "message_words" : "memory_words"),
                Map.entry("thread", kind == Embeddings.MESSAGES ? "m.thread_id" : "''"),
                Map.entry("ka", constant(KeywordScoring.K1 + 1)),
                Map.entry("kb", constant(KeywordScoring.K1)),
                Map.entry("b", constant(KeywordScoring.B)),
                Map.entry("grain", constant(KeywordScoring.GRAIN)),
                Map.entry("before", constant(KeywordScoring.BEFORE)),
                Map.entry("after", constant(KeywordScoring.AFTER)),
                Map.entry("near", Integer.toString(EvidenceRanking.NEAR)));
        this.nearest = prepared(NEAREST, same);
        this.size = prepared(SIZE, same);
        this.exact = prepared(EXACT, same);
        this.scored = prepared(SCORED, same);
        this.ranked = prepared(kind.kind() == EntityKind.MESSAGE ? WITH_NEIGHBOURS : ALONE, same);
        this.keyword = prepared(KEYWORD, same);
        this.semantic = prepared(SEMANTIC, same);
        this.meant = prepared(MEANT, same);
        this.worded = prepared(WORDED, same);
        String preceding = kind == Embeddings.MESSAGES ? PRECEDING : "null::uuid[]";
        this.both = prepared(BOTH.replace("$preceding", preceding), same);
    }

    /** A template in which what is the same for every search is filled in: a turn waits for what is left to do. */
    private String prepared(String template, Map<String, String> same) {
        return PARAMETER
                .matcher(backend.sql(template))
                .replaceAll(parameter ->
                        Matcher.quoteReplacement(same.getOrDefault(parameter.group(1), parameter.group())));
    }

    /**
     * The statement.
     *
     * @param space where the query's vector is, or null when the search is by word only
     * @param filter a condition on {@code m}, beginning with "and", or nothing
     */
    Sql of(UserSearch search, Spaces.@Nullable StoredSpace space, Sql filter) {
        SearchQuery query = search.query();
        boolean both = space != null && query.mode() != SearchMode.SEMANTIC;
        Map<String, Object> parameters = parameters(search, both ? query.candidates() : query.limit(), filter);
        if (space == null || both) {
            parameters.put("hashes", search.words());
        }
        Sql sql = Sql.of("with ");
        if (space == null) {
            return addKeyword(sql, parameters).add(Sql.template(worded, parameters));
        }
        Map<String, Object> ofVector = ofVector(query, space, parameters, filter);
        addNearest(sql, ofVector);
        if (!both) {
            return sql.add(Sql.template(meant, ofVector));
        }
        sql.add(Sql.template(semantic, ofVector)).add(",\n");
        return addKeyword(sql, parameters).add(Sql.template(this.both, parameters));
    }

    private static Map<String, Object> parameters(UserSearch search, int candidates, Sql filter) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user", search.user().value());
        parameters.put("filter", filter);
        // In the text, as a plan made for any limit is made for a tenth of the rows.
        parameters.put("candidates", Sql.of(Integer.toString(candidates)));
        parameters.put("last", Sql.of(Integer.toString(candidates - 1)));
        parameters.put("limit", Sql.of(Integer.toString(search.query().limit())));
        return parameters;
    }

    private static String constant(double value) {
        return "'" + value + "'::float8";
    }

    private Map<String, Object> ofVector(
            SearchQuery query, Spaces.StoredSpace space, Map<String, Object> parameters, Sql filter) {
        SpaceVector vector = Objects.requireNonNull(query.vector());
        boolean half = space.precision() == VectorPrecision.HALF;
        boolean filtered = !filter.text().isEmpty();
        boolean canBeIndexed = kind == Embeddings.MESSAGES;
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("vector", VectorStatements.numbers(vector.vector(), space));
        all.put("type", Sql.of(half ? "halfvec" : "vector"));
        all.put("embedding", Sql.of(half ? "half_embedding" : "embedding"));
        all.put("dimensions", Sql.of(Integer.toString(vector.space().dimensions())));
        all.put("space", Sql.of(Integer.toString(space.id())));
        all.put("exactLimit", backend.options().exactScanLimit());
        all.put("width", Integer.toString(backend.options().indexSearchWidth()));
        all.put("join", Sql.of(filtered ? join() : ""));
        all.put(
                "gate",
                Sql.of(
                        canBeIndexed
                                ? "((select not large from size) or (select count(*) from indexed) < "
                                        + candidatesOf(parameters) + ")"
                                : "true"));
        all.put(
                "nearest",
                Sql.of(
                        canBeIndexed
                                ? "select * from exact union all select * from indexed where not exists (select from exact)"
                                : "select * from exact"));
        return all;
    }

    private void addNearest(Sql sql, Map<String, Object> parameters) {
        sql.add(Sql.template(nearest, parameters));
        if (kind == Embeddings.MESSAGES) {
            sql.add(Sql.template(size, parameters));
        }
        sql.add(Sql.template(exact, parameters));
    }

    private static String candidatesOf(Map<String, Object> parameters) {
        return ((Sql) Objects.requireNonNull(parameters.get("candidates"))).text();
    }

    private String join() {
        return backend.sql(
                " join {s}." + kind.rows() + " m on m.user_id = e.user_id and m." + kind.id() + " = e." + kind.id());
    }

    private Sql addKeyword(Sql sql, Map<String, Object> parameters) {
        sql.add(Sql.template(scored, parameters));
        sql.add(Sql.template(ranked, parameters));
        return sql.add(Sql.template(keyword, parameters));
    }
}
