package dev.kendall.store.airtable;

import static dev.kendall.store.airtable.AirtableField.*;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.thread.ThreadId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Messages. */
final class MessageMapping implements RowMapping {
    /** Where messages without a thread go, of each user. */
    static final ThreadId WITHOUT_THREAD = ThreadId.of("airtable/without-thread");

    @Override
    public StoredRow fresh(Reading record) {
        ThreadId thread = thread(record);
        Role role = choice(record, MESSAGE_ROLE, Role.class, record.requiredText(MESSAGE_ROLE, 100));
        MessageType type = type(record);
        String text = record.exactText(MESSAGE_TEXT);
        if (text == null) {
            record.note(MESSAGE_TEXT, "it is empty, and so is the message");
        }
        Attributes attributes = record.attributes();
        return new OfMessage(new Message(
                record.user(),
                thread,
                new MessageId(record.id()),
                role,
                type,
                null,
                text == null ? "" : text,
                record.created(MESSAGE_TIME),
                attributes));
    }

    static ThreadId thread(Reading record) {
        String id = record.exactText(MESSAGE_THREAD);
        if (id == null || id.isBlank()) {
            record.note(MESSAGE_THREAD, "it is empty; the message goes into the thread " + WITHOUT_THREAD);
            return WITHOUT_THREAD;
        } else if (id.length() > 128) {
            record.keep(
                    MESSAGE_THREAD,
                    "it has more than 128 characters; the message goes into a thread named by its digest");
            return ThreadId.of("airtable/" + Digests.name(id));
        }
        return ThreadId.of(id);
    }

    private static MessageType type(Reading record) {
        String type = record.text(MESSAGE_TYPE, 100);
        if (type == null) {
            record.note(MESSAGE_TYPE, "it is empty; text is taken");
            return MessageType.TEXT;
        }
        return choice(record, MESSAGE_TYPE, MessageType.class, type);
    }

    private static <E extends Enum<E>> E choice(Reading record, AirtableField field, Class<E> type, String text) {
        for (E each : type.getEnumConstants()) {
            if (legacy(each).equals(text.strip())) {
                return each;
            }
        }
        throw record.rejected(field, "it is none of the values that are known");
    }

    private static String legacy(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The thread as a single line of text keeps it: as it is, unless it holds line breaks or spaces at its ends. */
    static String cell(ThreadId thread) {
        String escaped = KeyText.of(thread.value());
        return escaped.replace("%25", "%").equals(thread.value()) ? thread.value() : escaped;
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        Message message = ((OfMessage) row).message();
        return new Cells()
                .text(MESSAGE_THREAD, cell(message.thread()))
                .text(MESSAGE_ROLE, legacy(message.role()))
                .text(MESSAGE_TYPE, legacy(message.type()))
                .text(MESSAGE_TEXT, message.text())
                .time(MESSAGE_TIME, message.createdAt())
                .attributes(AirtableTable.MESSAGES, message.attributes())
                .values();
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        Message was = ((OfMessage) stored).message();
        Message now = ((OfMessage) fresh).message();
        return new OfMessage(new Message(
                was.user(),
                Cells.pick(fields, MESSAGE_THREAD, was.thread(), now.thread()),
                was.id(),
                Cells.pick(fields, MESSAGE_ROLE, was.role(), now.role()),
                Cells.pick(fields, MESSAGE_TYPE, was.type(), now.type()),
                was.speaker(),
                Cells.pick(fields, MESSAGE_TEXT, was.text(), now.text()),
                Cells.pick(fields, MESSAGE_TIME, was.createdAt(), now.createdAt()),
                Cells.changed(was.attributes(), now.attributes(), fields)));
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfMessage) row).message());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfMessage(DomainJson.read(json, Message.class));
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of("/text", MESSAGE_TEXT);
    }
}
