package dev.kendall.store.postgres;

import dev.kendall.search.SearchQuery;
import dev.kendall.search.Words;
import dev.kendall.user.UserId;
import org.jspecify.annotations.Nullable;

/** What one user searches for. Not thread-safe. */
final class UserSearch {
    private final UserId user;
    private final SearchQuery query;
    private final QueryWords words;

    private UserSearch(UserId user, SearchQuery query, QueryWords words) {
        this.user = user;
        this.query = query;
        this.words = words;
    }

    static UserSearch of(UserId user, SearchQuery query) {
        return new UserSearch(user, query, new QueryWords(user, query.text()));
    }

    /** This search for so many rows. */
    UserSearch limit(int limit) {
        return new UserSearch(user, query.limit(limit), words);
    }

    UserId user() {
        return user;
    }

    SearchQuery query() {
        return query;
    }

    /** The different words of the text, not to be changed. */
    long[] words() {
        return words.distinct();
    }

    /** Found when they are first asked for, as a search by meaning needs none; and once for all searches for one text. */
    private static final class QueryWords {
        private final UserId user;
        private final String text;
        private long @Nullable [] found;

        QueryWords(UserId user, String text) {
            this.user = user;
            this.text = text;
        }

        long[] distinct() {
            if (found == null) {
                found = Words.distinct(Words.of(user, text));
            }
            return found;
        }
    }
}
