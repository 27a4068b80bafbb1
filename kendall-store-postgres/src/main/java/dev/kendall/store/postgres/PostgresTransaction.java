package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.StateStore;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TurnWrite;
import java.util.List;

/** The stores inside one transaction. */
final class PostgresTransaction extends PostgresStores implements Transaction {
    private final TransactionAccess access;
    private final Outbox outbox;
    private final StateStore state;
    private final MemoryHistories histories;

    PostgresTransaction(TransactionAccess access) {
        super(access);
        this.access = access;
        this.outbox = new PostgresOutbox(access);
        this.state = new PostgresStateStore(access);
        this.histories = new PostgresMemoryHistories(access);
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public StateStore state() {
        return state;
    }

    @Override
    public MemoryHistories histories() {
        return histories;
    }

    @Override
    public List<Message> storeTurn(TurnWrite turn) {
        return appending().append(turn);
    }

    TransactionAccess access() {
        return access;
    }
}
