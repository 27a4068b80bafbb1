package dev.kendall.store.postgres;

import dev.kendall.chat.NewMessage;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages column by column, as arrays that one statement takes apart. */
final class MessageColumns {
    private final List<NewMessage> messages;
    private final List<long[]> words;
    private final Instant now;

    /**
     * The columns of messages that have their ids.
     *
     * @param now the time of those that have none
     */
    MessageColumns(UserId user, List<NewMessage> messages, Instant now) {
        this.messages = messages;
        this.now = now;
        this.words = messages.stream()
                .map(message -> MessageRow.words(user, message.speaker(), message.text()))
                .toList();
    }

    private static boolean isEmbeddable(NewMessage message) {
        return MessageRow.isEmbeddable(message.text());
    }

    private Instant time(NewMessage message) {
        return message.createdAt() == null ? now : message.createdAt();
    }

    Instant latest() {
        return messages.stream().map(this::time).max(Instant::compareTo).orElseThrow();
    }

    List<UUID> embeddableIds() {
        return messages.stream()
                .filter(MessageColumns::isEmbeddable)
                .map(MessageColumns::id)
                .toList();
    }

    private static UUID id(NewMessage message) {
        return Objects.requireNonNull(message.id()).value();
    }

    Map<String, Object> parameters() {
        return Map.ofEntries(
                Map.entry("ids", Sql.array("uuid", column(MessageColumns::id))),
                Map.entry(
                        "roles",
                        Sql.array("text", column(message -> message.role().name()))),
                Map.entry(
                        "types",
                        Sql.array("text", column(message -> message.type().name()))),
                Map.entry("speakers", Sql.array("text", column(NewMessage::speaker))),
                Map.entry("texts", Sql.array("text", column(NewMessage::text))),
                Map.entry("embeddables", Sql.array("bool", column(MessageColumns::isEmbeddable))),
                Map.entry(
                        "hashes",
                        Sql.array(
                                "text",
                                words.stream().map(MessageColumns::literal).toList())),
                Map.entry(
                        "times",
                        Sql.array("text", column(message -> time(message).toString()))),
                Map.entry(
                        "attributes",
                        Sql.array("text", column(message -> AttributesConverter.write(message.attributes())))),
                Map.entry("messages", (long) messages.size()),
                Map.entry(
                        "embeddable",
                        messages.stream().filter(MessageColumns::isEmbeddable).count()),
                Map.entry(
                        "words",
                        words.stream().mapToLong(hashes -> hashes.length).sum()));
    }

    private List<@Nullable Object> column(Function<NewMessage, @Nullable Object> value) {
        List<@Nullable Object> column = new ArrayList<>(messages.size());
        messages.forEach(message -> column.add(value.apply(message)));
        return column;
    }

    /** Numbers as PostgreSQL writes an array: a row of arrays of different lengths has no binary form. */
    private static String literal(long[] numbers) {
        String text = Arrays.toString(numbers);
        return "{" + text.substring(1, text.length() - 1) + "}";
    }
}
