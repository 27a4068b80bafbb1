package dev.kendall.examples.learn;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.examples.command.Text;
import dev.kendall.learning.pattern.Learned;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.search.EmbeddingText;
import dev.kendall.storage.Stores;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Shows what was learned about a user, each with the latest messages that say so. */
public final class LearnedView {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final PageRequest PAGE = PageRequest.first(500);

    private final Stores stores;
    private final UserId user;
    private final ZoneId zone;
    private final int evidence;
    private final PrintWriter out;

    /**
     * A view on what is stored of a user, in the user's time zone.
     *
     * @param evidence how many messages are shown for each
     */
    public LearnedView(Stores stores, UserId user, int evidence, PrintWriter out) {
        this.stores = stores;
        this.user = user;
        this.zone = stores.users()
                .find(user)
                .map(User::profile)
                .orElse(Profile.empty())
                .zone();
        this.evidence = evidence;
        this.out = out;
    }

    /**
     * Shows patterns, those that hold before those that stopped.
     *
     * @return how many hold
     */
    public int patterns() {
        List<Pattern> stopped = new ArrayList<>();
        int holding = 0;
        for (Pattern pattern : Page.each(PAGE, page -> stores.patterns().list(user, PatternFilter.all(), page))) {
            if (pattern.status() == PatternStatus.ACTIVE) {
                holding++;
                show(pattern, "");
            } else if (pattern.status() == PatternStatus.RETIRED) {
                stopped.add(pattern);
            }
        }
        stopped.forEach(pattern -> show(pattern, ", stopped"));
        return holding;
    }

    private void show(Pattern pattern, String remark) {
        out.printf(
                "  %s  (%s, %.0f %% sure%s%s%s)%n",
                Text.snippet(pattern.description(), 120),
                pattern.type(),
                100 * pattern.confidence(),
                occasions(pattern),
                pattern.lastObserved() == null
                        ? ""
                        : ", last on " + DAY.format(pattern.lastObserved().atZone(zone)),
                remark);
        messages(pattern.evidence());
    }

    private static String occasions(Pattern pattern) {
        var kept = pattern.attributes().findNumber(Learned.KEPT);
        var missed = pattern.attributes().findNumber(Learned.MISSED);
        return kept.isEmpty() || missed.isEmpty()
                ? ", seen " + Text.count(pattern.observations(), "time", "times")
                : ", kept " + kept.get().toPlainString() + " and missed "
                        + missed.get().toPlainString();
    }

    /**
     * Shows the memories that count, latest first.
     *
     * @return how many there are
     */
    public int memories() {
        int count = 0;
        for (Memory memory : Page.each(PAGE, page -> stores.memories().list(user, MemoryFilter.current(), page))) {
            count++;
            out.printf("  %s  (%s)%n", Text.snippet(EmbeddingText.of(memory), 120), memory.type());
            messages(memory.sources());
        }
        return count;
    }

    /** Those of the messages that are still there. */
    private void messages(List<MessageId> ids) {
        List<MessageId> latest = ids.subList(Math.max(0, ids.size() - evidence), ids.size());
        for (Message message : stores.chat().listByIds(user, latest)) {
            out.printf(
                    "      %s  \"%s\"%n",
                    MINUTES.format(message.createdAt().atZone(zone)), Text.snippet(message.text(), 100));
        }
    }
}
