package dev.kendall.benchmarks.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final Population SMALL =
            new Population("small", List.of(new Population.Group(3, 70, true), new Population.Group(2, 5, true)));

    private static List<Row> rows(Population population) {
        List<Row> rows = new ArrayList<>();
        population.forEachRow(rows::add);
        return rows;
    }

    @Test
    void bothHaveAsManyRowsAsAskedFor() {
        assertThat(Population.even(200_000).rows()).isEqualTo(200_000);
        assertThat(Population.skewed(200_000).rows()).isEqualTo(200_000);
    }

    @Test
    void everyCallGivesTheSameRows() {
        List<Row> rows = rows(SMALL);

        assertThat(rows).hasSize(SMALL.rows()).isEqualTo(rows(SMALL)).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::id).isSorted();
    }

    @Test
    void rowsOfOneUserDoNotLieSideBySide() {
        List<UserId> users = rows(SMALL).stream().map(Row::user).toList();
        UserId large = users.stream()
                .max(Comparator.comparingLong(
                        user -> users.stream().filter(user::equals).count()))
                .orElseThrow();

        assertThat(users.lastIndexOf(large) - users.indexOf(large)).isGreaterThan(70);
    }

    @Test
    void theRightAnswerIsTheNearestRowsOfTheUser() {
        List<Row> rows = rows(SMALL);

        assertThat(SMALL.questions(40)).hasSize(40).allSatisfy(question -> {
            Set<UUID> expected = rows.stream()
                    .filter(row -> row.user().equals(question.user()))
                    .sorted(Comparator.comparingDouble((Row row) -> question.vector()
                                    .vector()
                                    .cosine(row.vector().vector()))
                            .reversed())
                    .limit(Question.LIMIT)
                    .map(Row::id)
                    .collect(Collectors.toSet());

            assertThat(question.nearest())
                    .hasSize(Math.min(Question.LIMIT, question.userRows()))
                    .isEqualTo(expected);
        });
    }
}
