package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.entity.EntityRef;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What messages of many users add to the counts of their users and threads. Not thread-safe. */
final class MessageGrowth {
    private static final String THREADS = """
            insert into {s}.threads as t (user_id, thread_id, created, last_active, messages)
            select n.user_id, n.thread_id, $now, n.latest::timestamptz, n.messages
            from unnest($users, $threads, $latest, $messages) as n (user_id, thread_id, latest, messages)
            order by n.user_id collate "C", n.thread_id collate "C"
            """ + MessageAppending.GROWN_THREAD;

    private static final String CREATE_THREADS = """
            insert into {s}.threads (user_id, thread_id, created, last_active)
            select n.user_id, n.thread_id, $now, $now from unnest($users, $threads) as n (user_id, thread_id)
            order by n.user_id collate "C", n.thread_id collate "C" on conflict do nothing""";

    private static final String COUNT_THREADS = """
            update {s}.threads t set messages = t.messages + n.messages
            from unnest($users, $threads, $messages) as n (user_id, thread_id, messages)
            where t.user_id = n.user_id and t.thread_id = n.thread_id""";

    private static final String USERS = """
            update {s}.users u set messages = u.messages + n.messages, embeddable_messages = u.embeddable_messages + n.embeddable,
                message_words = u.message_words + n.words
            from unnest($users, $messages, $embeddable, $words) as n (user_id, messages, embeddable, words)
            where u.user_id = n.user_id""";

    private final Backend backend;
    private final Map<EntityRef, InThread> threads = new HashMap<>();
    private final Map<UserId, OfUser> users = new HashMap<>();

    MessageGrowth(Backend backend) {
        this.backend = backend;
    }

    private static final class InThread {
        private long messages;
        private Instant latest = Instant.MIN;
    }

    private static final class OfUser {
        private long messages;
        private long embeddable;
        private long words;
    }

    void countInThread(Message message) {
        InThread thread =
                threads.computeIfAbsent(EntityRef.of(message.user(), message.thread()), ref -> new InThread());
        thread.messages++;
        thread.latest = message.createdAt().isAfter(thread.latest) ? message.createdAt() : thread.latest;
    }

    void countWords(Message message, int words) {
        OfUser user = users.computeIfAbsent(message.user(), id -> new OfUser());
        user.messages++;
        user.embeddable += MessageRow.isEmbeddable(message.text()) ? 1 : 0;
        user.words += words;
    }

    /** What is stored under a message's id. */
    record Stored(ThreadId thread, boolean embeddable, long words, String text) {}

    /** Takes off what is stored under the id of a message that is counted as well: it takes its place. */
    void countReplaced(UserId user, Stored stored) {
        threads.computeIfAbsent(EntityRef.of(user, stored.thread()), ref -> new InThread()).messages--;
        OfUser counts = users.computeIfAbsent(user, id -> new OfUser());
        counts.messages--;
        counts.embeddable -= stored.embeddable() ? 1 : 0;
        counts.words -= stored.words();
    }

    /** As {@link #growThreads}, and leaves the times of their last activity. */
    void countThreads(Session session) throws SQLException {
        List<String> owners = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Long> messages = new ArrayList<>();
        threads.forEach((ref, thread) -> {
            owners.add(ref.user().value());
            ids.add(ref.id());
            messages.add(thread.messages);
        });
        Map<String, Object> parameters = Map.of(
                "users", Sql.array("text", owners),
                "threads", Sql.array("text", ids),
                "messages", Sql.array("int8", messages),
                "now", Sql.value(session.now()));
        session.run(Sql.template(backend.sql(CREATE_THREADS), parameters));
        session.run(Sql.template(backend.sql(COUNT_THREADS), parameters));
    }

    /** Creates the threads that are not there; before the messages, which stand on them. */
    void growThreads(Session session) throws SQLException {
        List<String> owners = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> latest = new ArrayList<>();
        List<Long> messages = new ArrayList<>();
        threads.forEach((ref, thread) -> {
            owners.add(ref.user().value());
            ids.add(ref.id());
            latest.add(thread.latest.toString());
            messages.add(thread.messages);
        });
        session.run(Sql.template(
                backend.sql(THREADS),
                Map.of(
                        "users", Sql.array("text", owners),
                        "threads", Sql.array("text", ids),
                        "latest", Sql.array("text", latest),
                        "messages", Sql.array("int8", messages),
                        "now", Sql.value(session.now()))));
    }

    void growUsers(Session session) throws SQLException {
        List<String> ids = new ArrayList<>();
        List<Long> messages = new ArrayList<>();
        List<Long> embeddable = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        users.forEach((id, user) -> {
            ids.add(id.value());
            messages.add(user.messages);
            embeddable.add(user.embeddable);
            words.add(user.words);
        });
        session.run(Sql.template(
                backend.sql(USERS),
                Map.of(
                        "users", Sql.array("text", ids),
                        "messages", Sql.array("int8", messages),
                        "embeddable", Sql.array("int8", embeddable),
                        "words", Sql.array("int8", words))));
    }
}
