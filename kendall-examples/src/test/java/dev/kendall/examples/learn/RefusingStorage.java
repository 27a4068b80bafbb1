package dev.kendall.examples.learn;

import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Storages in whose transactions one memory cannot be stored: a bug of a backend, or of a decorator of the host's. */
final class RefusingStorage {
    private RefusingStorage() {}

    /** {@code storage}, but memories with this value are not taken. */
    static TransactionalStorage of(TransactionalStorage storage, String value) {
        return instead(TransactionalStorage.class, storage, "inTransaction", arguments -> {
            TransactionalStorage.Work<?, ?> work = (TransactionalStorage.Work<?, ?>) arguments[0];
            return storage.inTransaction(tx ->
                    work.run(instead(Transaction.class, tx, "memories", none -> refusing(tx.memories(), value))));
        });
    }

    private static MemoryStore refusing(MemoryStore memories, String value) {
        return instead(MemoryStore.class, memories, "add", arguments -> {
            NewMemory memory = (NewMemory) arguments[1];
            if (memory.value().equals(value)) {
                throw new IllegalStateException("not this one");
            }
            return memories.add((UserId) arguments[0], memory);
        });
    }

    private interface Answer {
        @Nullable
        Object to(Object[] arguments) throws Throwable;
    }

    private static <T> T instead(Class<T> type, T real, String name, Answer answer) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals(name)
                        ? answer.to(arguments == null ? new Object[0] : arguments)
                        : called(real, method, arguments));
        return type.cast(proxy);
    }

    private static @Nullable Object called(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
