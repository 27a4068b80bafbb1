package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.examples.model.BgeSmall;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.PrintStream;
import java.util.List;

/** Search: by meaning, by word and both, only some messages, and conversations like this one. */
public final class FindAgain {
    private FindAgain() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        run(BgeSmall.load(), System.out);
    }

    static void run(EmbeddingModel embeddingModel, PrintStream out) {
        try (Kendall kendall = Kendall.open(InMemoryStorage.create(), embeddingModel)) {
            UserId user = UserId.of("u-42");
            // Rows first, vectors after: what a host that imports old conversations does.
            kendall.storage()
                    .chat()
                    .append(
                            user,
                            ThreadId.of("holiday"),
                            List.of(
                                    NewMessage.user("We fly to Lisbon on the 4th of May."),
                                    NewMessage.assistant("Shall I book a room near the river?"),
                                    NewMessage.user("Yes, somewhere quiet with a balcony.")));
            kendall.storage()
                    .chat()
                    .append(user, ThreadId.of("kitchen"), NewMessage.user("The boiler man comes on Tuesday."));
            kendall.embedPending();

            for (SearchMode mode : SearchMode.values()) {
                SearchQuery query =
                        SearchQuery.of("hotel for the trip").in(mode).limit(2);
                out.println(mode + ":");
                for (Hit<Message> hit : kendall.search()
                        .messages(user, query, MessageFilter.all())
                        .hits()) {
                    out.println("  " + hit.item().text() + "  <- " + hit.explain());
                }
            }

            // A filter counts before the ranking: as many hits come back as there are.
            MessageFilter mine = MessageFilter.all().of(Role.USER);
            out.println("Only what the user said: "
                    + kendall.search()
                            .messages(user, SearchQuery.of("Lisbon flight"), mine)
                            .hits()
                            .size());

            SearchQuery travel = SearchQuery.of("planning a journey to Lisbon");
            kendall.search()
                    .threads(user, travel, MessageFilter.all())
                    .hits()
                    .forEach(hit ->
                            out.println("Conversation: " + hit.item().thread().id()));
        }
    }
}
