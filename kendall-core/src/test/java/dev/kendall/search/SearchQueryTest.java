package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    @Test
    void a_query_is_hybrid_for_10_of_200_candidates_unless_told_otherwise() {
        assertThat(SearchQuery.of("wine"))
                .returns("wine", SearchQuery::text)
                .returns(null, SearchQuery::vector)
                .returns(SearchMode.HYBRID, SearchQuery::mode)
                .returns(10, SearchQuery::limit)
                .returns(200, SearchQuery::candidates);
    }

    @Test
    void there_are_never_fewer_candidates_than_hits() {
        assertThat(SearchQuery.of("wine").limit(250).candidates()).isEqualTo(250);
        assertThat(SearchQuery.of("wine").limit(200).candidates(300).candidates())
                .isEqualTo(300);
        assertThat(SearchQuery.of("wine").limit(200).limit(5).candidates()).isEqualTo(200);
        assertThat(SearchQuery.of("wine").candidates(1).candidates()).isEqualTo(10);
    }

    @Test
    void a_query_never_changes() {
        SearchQuery query = SearchQuery.of("wine");
        SpaceVector vector = new SpaceVector(new EmbeddingSpace("m", 1), Vector.of(1));
        assertThat(query.in(SearchMode.KEYWORD).limit(3).candidates(7).vector(vector))
                .returns("wine", SearchQuery::text)
                .returns(vector, SearchQuery::vector)
                .returns(SearchMode.KEYWORD, SearchQuery::mode)
                .returns(3, SearchQuery::limit)
                .returns(7, SearchQuery::candidates);
        assertThat(query.vector()).isNull();
        assertThat(query.limit()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void limit_and_candidates_are_from_1_to_1_000(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchQuery.of("x").limit(number));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchQuery.of("x").candidates(number));
    }

    @Test
    void the_text_is_one_that_a_database_takes_and_never_shows_in_a_log() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchQuery.of("wine\0"));
        assertThatIllegalArgumentException().isThrownBy(() -> SearchQuery.of("x".repeat(100_001)));
        assertThat(SearchQuery.of("wine at nine")).hasToString("SearchQuery[HYBRID, limit 10, 12 characters]");
    }
}
