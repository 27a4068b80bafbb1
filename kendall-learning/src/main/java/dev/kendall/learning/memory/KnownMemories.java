package dev.kendall.learning.memory;

import dev.kendall.contact.Contact;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryStore;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a user when claims are reconciled.
 *
 * @param memories those that count and those that no longer do, first recorded first
 */
public record KnownMemories(UserId user, List<Memory> memories, List<Contact> contacts) {
    /** The most memories that are read, the latest ones. Older ones are not compared with. */
    public static final int MAX_MEMORIES = 20_000;

    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** Copies the lists. */
    public KnownMemories {
        Objects.requireNonNull(user, "user");
        memories = List.copyOf(memories);
        contacts = List.copyOf(contacts);
    }

    /** Reads what is known; in the transaction that {@linkplain MemoryApplication applies} what is decided on it. */
    public static KnownMemories read(Stores stores, UserId user) {
        List<Memory> memories = new ArrayList<>();
        MemoryStore store = stores.memories();
        for (Memory memory : Page.each(PAGE, page -> store.list(user, MemoryFilter.all(), page))) {
            if (memories.size() == MAX_MEMORIES) {
                break;
            }
            memories.add(memory);
        }
        Collections.reverse(memories);
        List<Contact> contacts = new ArrayList<>();
        Page.each(PAGE, page -> stores.contacts().list(user, page)).forEach(contacts::add);
        return new KnownMemories(user, memories, contacts);
    }
}
