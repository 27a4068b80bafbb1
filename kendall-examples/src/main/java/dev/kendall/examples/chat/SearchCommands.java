package dev.kendall.examples.chat;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.examples.command.Text;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.ThreadMatch;
import java.util.List;

/** Searching messages and conversations. */
final class SearchCommands {
    private static final String SEARCH = "/search WORDS";
    private static final String SIMILAR = "/similar WORDS";

    private SearchCommands() {}

    static List<SlashCommand> all() {
        return List.of(
                new SlashCommand(SEARCH, "find messages by meaning and by word", SearchCommands::search),
                new SlashCommand(SIMILAR, "find conversations like that", SearchCommands::similar));
    }

    private static void search(Session session, String argument) {
        SearchQuery query = SearchQuery.of(SlashCommands.required(argument, SEARCH));
        SearchResult<Message> found = session.kendall().search().messages(session.user(), query, MessageFilter.all());
        tellGaps(session, found);
        for (int i = 0; i < found.hits().size(); i++) {
            Hit<Message> hit = found.hits().get(i);
            session.out().printf("  %d. %s%n", i + 1, line(session, hit.item()));
            session.out().println("     " + hit.explain());
        }
    }

    private static void similar(Session session, String argument) {
        SearchQuery query =
                SearchQuery.of(SlashCommands.required(argument, SIMILAR)).limit(5);
        SearchResult<ThreadMatch> found =
                session.kendall().search().threads(session.user(), query, MessageFilter.all());
        tellGaps(session, found);
        for (Hit<ThreadMatch> hit : found.hits()) {
            session.out()
                    .printf(
                            "  %s, last active %s%n",
                            Text.snippet(hit.item().thread().id().value(), 60),
                            session.local(hit.item().thread().lastActive()));
            hit.item().best().forEach(best -> session.out().println("     " + line(session, best.item())));
        }
    }

    private static String line(Session session, Message message) {
        return session.local(message.createdAt()) + " " + Text.snippet(session.speaker(message), 40) + ": "
                + Text.snippet(message.text(), 120);
    }

    private static void tellGaps(Session session, SearchResult<?> found) {
        if (found.semanticOff() != null) {
            session.out().println("  found by word only: " + found.semanticOff());
        }
        if (found.rerankingOff() != null) {
            session.out().println("  not reranked: " + found.rerankingOff());
        }
        if (found.unembedded() > 0) {
            session.out().println("  not searched by meaning yet: " + Text.count(found.unembedded(), "row", "rows"));
        }
        if (found.hits().isEmpty()) {
            session.out().println("Nothing was found.");
        }
    }
}
