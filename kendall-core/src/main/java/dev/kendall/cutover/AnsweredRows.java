package dev.kendall.cutover;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.page.Page;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows in what a store answered; the order of a list is not looked at. */
final class AnsweredRows {
    private AnsweredRows() {}

    static Map<EntityRef, StoredRow> of(Object answer) {
        Map<EntityRef, StoredRow> rows = new LinkedHashMap<>();
        add(answer, rows);
        return rows;
    }

    private static void add(Object answer, Map<EntityRef, StoredRow> rows) {
        if (answer instanceof Optional<?> one) {
            one.ifPresent(item -> add(item, rows));
        } else if (answer instanceof Page<?> page) {
            page.items().forEach(item -> add(item, rows));
        } else if (answer instanceof Collection<?> several) {
            several.forEach(item -> add(item, rows));
        } else if (answer instanceof User user) {
            put(new OfUser(user), rows);
        } else if (answer instanceof ChatThread thread) {
            put(new OfThread(thread), rows);
        } else if (answer instanceof Message message) {
            put(new OfMessage(message), rows);
        } else if (answer instanceof Contact contact) {
            put(new OfContact(contact), rows);
        } else if (answer instanceof Pattern pattern) {
            put(new OfPattern(pattern), rows);
        } else if (answer instanceof Memory memory) {
            put(new OfMemory(memory, List.of()), rows);
        }
    }

    private static void put(StoredRow row, Map<EntityRef, StoredRow> rows) {
        rows.put(row.ref(), row);
    }
}
