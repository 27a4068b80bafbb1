package dev.kendall.store.postgres;

import dev.kendall.chat.MessageId;
import dev.kendall.search.EvidenceRanking.Arms;
import dev.kendall.search.Explanation.ArmRank;
import dev.kendall.search.Hit;
import dev.kendall.search.RankFusion;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.search.SearchMode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that a search found, with its places in the arms.
 *
 * @param before the ids of the messages right before it in its thread, the nearest first; none but for messages of a hybrid search
 */
record FoundRow<T>(
        T item, @Nullable ArmRank semantic, @Nullable ArmRank keyword, List<MessageId> before) {
    /**
     * Reads what follows the columns of the item.
     *
     * @param width how many columns the item has
     */
    static <T> FoundRow<T> read(T item, ResultSet row, int width) throws SQLException {
        boolean isCandidate = row.getMetaData().getColumnCount() > width + 4;
        return new FoundRow<>(
                item, arm(row, width + 1), arm(row, width + 3), isCandidate ? ids(row.getArray(width + 5)) : List.of());
    }

    private static @Nullable ArmRank arm(ResultSet row, int column) throws SQLException {
        int rank = row.getInt(column);
        return row.wasNull() ? null : new ArmRank(rank, row.getDouble(column + 1));
    }

    private static List<MessageId> ids(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((UUID[]) array.getArray()).map(MessageId::new).toList();
    }

    /** The rows, which are in order, as hits of one arm. */
    static <T> List<Hit<T>> hits(List<FoundRow<T>> rows, SearchMode arm) {
        return RankFusion.single(
                arm == SearchMode.SEMANTIC ? arms(rows).semantic() : arms(rows).keyword(), arm);
    }

    /** The rows in the order of each arm. */
    static <T> Arms<T> arms(List<FoundRow<T>> rows) {
        return new Arms<>(arm(rows, FoundRow::semantic), arm(rows, FoundRow::keyword));
    }

    private static <T> List<Candidate<T>> arm(List<FoundRow<T>> rows, Function<FoundRow<T>, @Nullable ArmRank> arm) {
        record Place<T>(T item, ArmRank rank) {}
        return rows.stream()
                .flatMap(row -> {
                    ArmRank rank = arm.apply(row);
                    return rank == null ? Stream.<Place<T>>empty() : Stream.of(new Place<>(row.item(), rank));
                })
                .sorted(Comparator.comparingInt(place -> place.rank().rank()))
                .map(place -> new Candidate<>(place.item(), place.rank().score()))
                .toList();
    }
}
