package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.search.SearchQuery;
import dev.kendall.search.Words;
import dev.kendall.user.UserId;
import org.junit.jupiter.api.Test;

class UserSearchTest {
    private static final UserId USER = UserId.of("u");

    @Test
    void searches_for_one_text_share_its_words() {
        UserSearch text = UserSearch.of(USER, SearchQuery.of("Roses, roses and tulips"));
        UserSearch three = text.limit(3);

        assertThat(three.query().limit()).isEqualTo(3);
        assertThat(three.words()).isSameAs(text.words()).isEqualTo(Words.distinct(Words.of(USER, "roses tulips")));
    }
}
