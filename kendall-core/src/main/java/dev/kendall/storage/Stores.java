package dev.kendall.storage;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
import dev.kendall.context.ContextReader;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.memory.MemoryStore;
import dev.kendall.pattern.PatternStore;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;

/** Every store of one backend, or of one transaction on it. */
public interface Stores {
    /** Users and profiles. */
    UserStore users();

    /** Conversation threads. */
    ThreadStore threads();

    /** Chat messages. */
    ChatStore chat();

    /** Contacts. */
    ContactStore contacts();

    /** Behavioural patterns. */
    PatternStore patterns();

    /** Long-term memories. */
    MemoryStore memories();

    /** Ids in other systems. */
    ExternalIdStore externalIds();

    /** Embedding spaces and vectors. */
    VectorStore vectors();

    /** Search by meaning and by word. */
    SearchStore search();

    /** A turn's context. A backend that can read it in one round trip does so; this default is a {@link ComposedContextReader}. */
    default ContextReader context() {
        return new ComposedContextReader(this);
    }

    /**
     * Destroys everything about the user: profile, threads, messages, contacts, patterns, memories with their history, external
     * ids, vectors, jobs, and what waits in the outbox. Afterwards no call finds anything of the user; a later write begins a new user.
     * All or nothing where the backend has transactions. (ERASE-1)
     *
     * @return what was destroyed; all zero when the user was unknown
     */
    ErasureReceipt erase(UserId user);
}
