package dev.kendall.learning.page;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.html.HtmlPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages that patterns and memories cite, as quotes. */
final class CitedMessages {
    static final String STYLE = """
            ul.quotes { margin: .3em 0; padding-left: 1.2em; } .quotes li { overflow-wrap: anywhere; }
            .quotes time { color: var(--muted); font-variant-numeric: tabular-nums; }
            """;

    /** How many messages are quoted for one pattern or memory: the latest. */
    private static final int QUOTED = 5;

    private static final int MAX_TEXT = 300;

    private final Map<MessageId, Message> messages = new HashMap<>();
    private final View view;

    private CitedMessages(View view) {
        this.view = view;
    }

    /** Of all that are cited, those to be quoted. */
    static List<MessageId> quoted(List<MessageId> cited) {
        return cited.subList(Math.max(0, cited.size() - QUOTED), cited.size());
    }

    /** Those of these messages that are still there. */
    static CitedMessages read(View view, Collection<MessageId> ids) {
        CitedMessages cited = new CitedMessages(view);
        Set<MessageId> batch = new LinkedHashSet<>();
        for (MessageId id : ids) {
            batch.add(id);
            if (batch.size() == ChatStore.MAX_BATCH) {
                cited.add(batch);
                batch.clear();
            }
        }
        cited.add(batch);
        return cited;
    }

    private void add(Set<MessageId> batch) {
        view.stores().chat().listByIds(view.user(), batch).forEach(message -> messages.put(message.id(), message));
    }

    /** Those of them that were read, in order of time. */
    List<Message> of(List<MessageId> ids) {
        List<Message> found = new ArrayList<>();
        for (MessageId id : ids) {
            Message message = messages.get(id);
            if (message != null) {
                found.add(message);
            }
        }
        found.sort(Message.CHRONOLOGICAL);
        return found;
    }

    /** Adds quotes of the latest of these messages, and says how many more there are. */
    void quote(HtmlPage page, List<MessageId> ids) {
        if (ids.isEmpty()) {
            page.add("<p class='facts'>It cites no message.</p>");
            return;
        }
        List<MessageId> quoted = quoted(ids);
        List<Message> found = of(quoted);
        page.add("<ul class='quotes'>");
        for (Message message : found) {
            page.add(
                    "<li><time datetime='%s'>%s</time> <q><bdi>%s</bdi></q></li>",
                    message.createdAt(), view.minute(message.createdAt()), Excerpt.of(message.text(), MAX_TEXT));
        }
        int earlier = ids.size() - quoted.size();
        if (earlier > 0) {
            page.add("<li class='facts'>and %,d earlier</li>", earlier);
        }
        int gone = quoted.size() - found.size();
        if (gone > 0) {
            page.add("<li class='facts'>%d of the latest %d are no longer stored</li>", gone, quoted.size());
        }
        page.add("</ul>");
    }
}
