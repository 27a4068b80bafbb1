package dev.kendall.benchmarks.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SearchedStoreTest {
    private static final Population POPULATION =
            new Population("small", List.of(new Population.Group(3, 60, true), new Population.Group(1, 5, true)));

    /** Fills the store and asks; what it found of each question. */
    private static List<Set<UUID>> found(Function<Pool, SearchedStore> opening, List<Question> questions)
            throws Exception {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        try (SearchedStore store = opening.apply(new Pool(database))) {
            store.fill(POPULATION);
            return questions.stream()
                    .map(question -> (Set<UUID>) new HashSet<>(store.search(question)))
                    .toList();
        } finally {
            PostgresServer.shared().drop(database);
        }
    }

    private static void assertFindsAll(Function<Pool, SearchedStore> opening) throws Exception {
        List<Question> questions = POPULATION.questions(8);

        assertThat(found(opening, questions))
                .containsExactlyElementsOf(
                        questions.stream().map(Question::nearest).toList());
    }

    @Test
    void kendallFindsAll() throws Exception {
        assertFindsAll(KendallStore::empty);
    }

    @Test
    void langchain4jFindsAllByDefault() throws Exception {
        assertFindsAll(LangChain4jStore::byDefault);
    }

    @Test
    void langchain4jFindsAllByAColumn() throws Exception {
        assertFindsAll(LangChain4jStore::withUserColumn);
    }

    @Test
    void langchain4jFindsAllInASingleList() throws Exception {
        assertFindsAll(pool -> LangChain4jStore.withVectorIndex(pool, POPULATION.rows()));
    }

    /** It may miss some, but of the small user's five it can give no others. */
    @Test
    void springAiFindsOnlyRowsOfTheUser() throws Exception {
        List<Question> ofTheSmallOne = POPULATION.questions(8).stream()
                .filter(question -> question.userRows() == 5)
                .toList();

        assertThat(found(SpringAiStore::new, ofTheSmallOne))
                .hasSize(4)
                .allSatisfy(found -> assertThat(ofTheSmallOne.get(0).nearest()).containsAll(found))
                .anySatisfy(found -> assertThat(found).isNotEmpty());
    }
}
