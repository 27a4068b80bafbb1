package dev.kendall.examples.chat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.Role;
import dev.kendall.embedding.Embedder;
import dev.kendall.learning.LearningLoop;
import dev.kendall.memory.Memory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the commands of a conversation work on. For one thread. */
final class Session {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final PageRequest EARLIER = PageRequest.first(200);

    private final Kendall kendall;
    private final LearningLoop learning;
    private final Embedder embedder;
    private final Opening opening;
    private final PrintWriter out;
    private final Lines lines;
    private ThreadId thread;
    private List<Memory> listed = List.of();

    /**
     * How a conversation begins.
     *
     * @param profile of a user who is not known yet
     */
    record Opening(UserId user, ThreadId thread, Profile profile, InstantSource clock) {}

    Session(Kendall kendall, LearningLoop learning, Embedder embedder, Opening opening, PrintWriter out, Lines lines) {
        this.kendall = kendall;
        this.learning = learning;
        this.embedder = embedder;
        this.opening = opening;
        this.thread = opening.thread();
        this.out = out;
        this.lines = lines;
        offerEarlierLines();
    }

    Kendall kendall() {
        return kendall;
    }

    Embedder embedder() {
        return embedder;
    }

    Storage storage() {
        return kendall.storage();
    }

    UserId user() {
        return opening.user();
    }

    ThreadId thread() {
        return thread;
    }

    /** Goes on in another thread. */
    void enter(ThreadId thread) {
        this.thread = thread;
    }

    Instant now() {
        return opening.clock().instant();
    }

    PrintWriter out() {
        return out;
    }

    Lines lines() {
        return lines;
    }

    /** The memories that were listed last, which numbers refer to. */
    List<Memory> listed() {
        return listed;
    }

    /** From now on numbers refer to these. */
    void list(List<Memory> memories) {
        this.listed = List.copyOf(memories);
    }

    /** Learns now from what was said and not learned from yet. */
    void learn() {
        learning.catchUp();
        learning.runOnce();
        kendall.embedPending();
    }

    /** The user's profile, or the one a new user gets. */
    Profile profile() {
        return storage().users().find(user()).map(User::profile).orElse(opening.profile());
    }

    /** Creates the user with the opening's profile when there is none: before anything of theirs is written. */
    void ensureUser() {
        if (storage().users().find(user()).isEmpty()) {
            storage().users().save(user(), opening.profile());
        }
    }

    /** The time on the user's clock. */
    String local(Instant time) {
        return MINUTES.format(time.atZone(profile().zone()));
    }

    /** What the assistant is called. */
    String assistantName() {
        String name = profile().assistantName();
        return name == null ? "kendall" : name;
    }

    /** Who said it. */
    String speaker(Message message) {
        if (message.speaker() != null) {
            return message.speaker();
        }
        return message.role() == Role.USER ? "you" : message.role() == Role.ASSISTANT ? assistantName() : "system";
    }

    /** Offers what the user wrote before for being typed again. */
    void offerEarlierLines() {
        List<String> earlier = new ArrayList<>();
        storage()
                .chat()
                .list(user(), MessageFilter.all().of(Role.USER), EARLIER)
                .items()
                .forEach(message -> earlier.add(message.text()));
        Collections.reverse(earlier);
        lines.offer(earlier);
    }
}
