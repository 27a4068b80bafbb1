package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageTransitions;
import dev.kendall.chat.NewMessage;
import dev.kendall.internal.Checks;
import dev.kendall.json.DomainJson;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.TurnWrite;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Appends messages, or a whole turn, in one statement: it creates the user and the thread where they are not there, keeps the counts, and
 * queues what has no vector. Locks are taken in the order user, thread.
 *
 * <p>The statement does nothing when one of the ids is there already, as happens when a call is repeated because nobody knew whether it was
 * carried out. Then what is there is compared with what is given, under the user's lock, and the rest is appended.
 */
final class MessageAppending {
    /** What messages change of their thread, {@code t}, when it is there already. */
    static final String GROWN_THREAD = """
            on conflict (user_id, thread_id) do update set messages = t.messages + excluded.messages,
                last_active = case when t.messages = 0 then excluded.last_active
                    else greatest(t.last_active, excluded.last_active) end
            """;

    private static final String TEMPLATE = """
            with known as materialized (
                select 1 from {s}.chat_messages where user_id = $user and message_id = any($ids)),
            owner as (
                insert into {s}.users as u (user_id, created, updated, messages, embeddable_messages, message_words)
                select $user, $now, $now, $messages, $embeddable, $words
                where not exists (select from known) and $limit
                on conflict (user_id) do update set revision = u.revision + 1, messages = u.messages + excluded.messages,
                    embeddable_messages = u.embeddable_messages + excluded.embeddable_messages,
                    message_words = u.message_words + excluded.message_words
                returning user_id),
            thread as (
                insert into {s}.threads as t (user_id, thread_id, created, last_active, messages)
                select user_id, $thread, $now, $latest, $messages from owner
                """ + GROWN_THREAD + """
                returning user_id, thread_id),
            appended as (
                insert into {s}.chat_messages (user_id, thread_id, message_id, role, type, speaker, text, embeddable, words,
                    created_at, attributes)
                select t.user_id, t.thread_id, n.message_id, n.role, n.type, n.speaker, n.text, n.embeddable,
                    n.words::bigint[], n.created_at::timestamptz, n.attributes::jsonb
                from thread t, unnest($ids, $roles, $types, $speakers, $texts, $embeddables, $hashes, $times, $attributes)
                    as n (message_id, role, type, speaker, text, embeddable, words, created_at, attributes)
                returning message_id),
            jobs as (
                insert into {s}.embedding_jobs (user_id, space_id, kind, source_id, due_at)
                select t.user_id, s.space_id, 'MESSAGE', w.message_id, $now
                from thread t, {s}.embedding_spaces s, unnest($waiting) as w (message_id)
                where s.active on conflict do nothing)$more
            select count(*) from appended""";

    private final Access access;
    private final String template;
    private final VectorStatements vectors;
    private final String outbox;
    private final JobAsking jobs;

    MessageAppending(Access access) {
        this.access = access;
        this.template = access.sql(TEMPLATE);
        this.vectors = new VectorStatements(access.backend());
        this.jobs = new JobAsking(access);
        this.outbox = access.sql("""
                ,
                told as (
                    insert into {s}.outbox (user_id, entry_id, change, added_at)
                    select user_id, $entry, $change::jsonb, $now from owner)""");
    }

    List<Message> append(UserId user, ThreadId thread, List<NewMessage> given) {
        Instant now = Checks.time("the clock's time", access.backend().clock().instant());
        List<NewMessage> named = given.stream().map(this::named).toList();
        return store(user, thread, named, now, List.of(), new Sql());
    }

    /** Appends a turn's messages with their vectors, its change and its job. */
    List<Message> append(TurnWrite turn) {
        Instant now = Checks.time("the clock's time", access.backend().clock().instant());
        Map<MessageId, String> texts = turn.messages().stream()
                .collect(Collectors.toMap(MessageAppending::idOf, m -> EmbeddingText.of(m.speaker(), m.text())));
        List<NewVector> fitting = new ArrayList<>();
        for (NewVector vector : turn.vectors()) {
            VectorStatements.checkOwner(turn.user(), vector);
            String text = texts.get(MessageId.of(vector.source().id()));
            if (vector.text().equals(text) && !vector.text().isBlank()) {
                fitting.add(vector);
            }
        }
        List<Message> stored = store(turn.user(), turn.thread(), turn.messages(), now, fitting, told(turn, now));
        if (turn.job() != null && !turn.job().dueFrom(now).isAfter(now)) {
            access.jobIsDue();
        }
        return stored;
    }

    /** What follows from a turn, as parts of its statement. */
    private Sql told(TurnWrite turn, Instant now) {
        Sql told = new Sql();
        if (turn.change() != null) {
            OutboxEntry entry = new OutboxEntry(access.backend().ids().next(), turn.change(), now);
            told.add(Sql.template(
                    outbox,
                    Map.of("entry", entry.id(), "change", DomainJson.write(entry.change()), "now", Sql.value(now))));
        }
        return turn.job() == null ? told : told.add(jobs.withTurn(turn.job(), now));
    }

    /** With the id that the message will have: minted here, so that the call can be repeated. */
    private NewMessage named(NewMessage message) {
        return message.id() != null
                ? message
                : message.withId(new MessageId(access.backend().ids().next()));
    }

    private List<Message> store(
            UserId user,
            ThreadId thread,
            List<NewMessage> messages,
            Instant now,
            List<NewVector> newVectors,
            Sql told) {
        String doing = "append to thread " + thread + " of user " + user;
        Set<MessageId> distinct =
                messages.stream().map(MessageAppending::idOf).collect(Collectors.toCollection(HashSet::new));
        if (distinct.size() == messages.size()) {
            Optional<Long> appended = access.writeOne(doing, session -> {
                Sql statement = statement(session, user, thread, messages, now, newVectors, told);
                return uniquely(() -> session.number(statement));
            });
            if (appended.isPresent() && appended.get() == messages.size()) {
                return messages.stream()
                        .map(message -> MessageTransitions.appended(user, thread, message, now))
                        .toList();
            }
        }
        return access.write(
                doing,
                Access.Repeat.SAFE,
                session -> storeRest(session, user, thread, messages, now, newVectors, told));
    }

    private interface Counted {
        long run() throws SQLException;
    }

    /** Empty when another one stored one of the ids at the same moment: nothing was stored then. */
    private static Optional<Long> uniquely(Counted statement) throws SQLException {
        try {
            return Optional.of(statement.run());
        } catch (SQLException e) {
            if (SqlFailures.isUniqueViolation(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Compares what is there and appends what is not; a change is told when the last message was not there. */
    private List<Message> storeRest(
            Session session,
            UserId user,
            ThreadId thread,
            List<NewMessage> messages,
            Instant now,
            List<NewVector> newVectors,
            Sql told)
            throws SQLException {
        session.ensure(user, now);
        Sql query = Sql.of(session.backend()
                        .sql("select " + MessageRow.columns("m") + " from {s}.chat_messages m where m.user_id = "))
                .bind(user.value())
                .add(" and m.message_id = any(")
                .bindArray("uuid", messages.stream().map(m -> idOf(m).value()).toList())
                .add(")");
        Map<MessageId, Message> known = session.list(query, MessageRow.of(user)).stream()
                .collect(Collectors.toMap(Message::id, Function.identity(), (a, b) -> a, HashMap::new));
        MessageId last = idOf(messages.get(messages.size() - 1));
        boolean isTold = known.containsKey(last);
        List<Message> result = new ArrayList<>();
        List<NewMessage> rest = new ArrayList<>();
        for (NewMessage message : messages) {
            Message stored = known.get(idOf(message));
            if (stored == null) {
                stored = MessageTransitions.appended(user, thread, message, now);
                known.put(stored.id(), stored);
                rest.add(message);
            } else {
                MessageTransitions.sameAs(stored, thread, message);
            }
            result.add(stored);
        }
        if (!rest.isEmpty()) {
            session.number(statement(session, user, thread, rest, now, List.of(), isTold ? new Sql() : told));
        }
        if (!newVectors.isEmpty()) {
            vectors.put(session, user, newVectors);
        }
        return result;
    }

    private Sql statement(
            Session session,
            UserId user,
            ThreadId thread,
            List<NewMessage> messages,
            Instant now,
            List<NewVector> newVectors,
            Sql told)
            throws SQLException {
        MessageColumns columns = new MessageColumns(user, messages, now);
        Map<String, Object> parameters = new HashMap<>(columns.parameters());
        parameters.put("user", user.value());
        parameters.put("thread", thread.value());
        parameters.put("now", Sql.value(now));
        parameters.put("latest", Sql.value(columns.latest()));
        parameters.put("limit", session.lockTimeout());
        Set<Object> embedded = newVectors.stream()
                .map(vector -> MessageId.of(vector.source().id()).value())
                .collect(Collectors.toCollection(HashSet::new));
        parameters.put(
                "waiting",
                Sql.array(
                        "uuid",
                        columns.embeddableIds().stream()
                                .filter(id -> !embedded.contains(id))
                                .toList()));
        Sql more = new Sql();
        if (!newVectors.isEmpty()) {
            more.add(vectors.withMessages(session, user, newVectors));
        }
        parameters.put("more", more.add(told));
        return Sql.template(template, parameters);
    }

    private static MessageId idOf(NewMessage message) {
        return Objects.requireNonNull(message.id());
    }
}
