package dev.kendall.store.postgres;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.ContactId;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Change;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls of every method of every store, found by reflection, with random and hostile arguments: texts full of what SQL and its templates take
 * for more than text, ids and cursors of another user's, rows that were read and rows that never were. All in the name of one user. A
 * type that is new in a signature makes the test fail until it is known here.
 */
final class RandomCalls {
    static final EmbeddingSpace SPACE = new EmbeddingSpace("random", 3);

    private static final List<String> HOSTILE = List.of(
            "'); drop table kendall.users; --",
            "' or '1'='1",
            "\"; \\ \\' \\\\",
            "$1 $user ${schema} $$ $x$",
            "? ?? ?| {s} {v} <=> :name ::text",
            "%_ \\% * [a-z]",
            "{\"a\": [1, null]} {1,2}",
            "\u202eשלום 😀 e\u0301 \uffff",
            "a\nb\tc\r\u0001",
            "select * from kendall.chat_messages");

    private static final int TRIES = 200;

    private final Random random;
    private final UserId actor;
    private final String marker;
    private final Known own;
    private final Known others;

    /**
     * Calls of a user.
     *
     * @param marker stands in every text that the user stores
     * @param own what the user has
     * @param others what somebody else has, whose ids, cursors and texts the user uses
     */
    RandomCalls(Random random, UserId actor, String marker, Known own, Known others) {
        this.random = random;
        this.actor = actor;
        this.marker = marker;
        this.own = own;
        this.others = others;
    }

    /** A method of a store, or of a transaction. */
    record Target(String store, Method method) {
        @Override
        public String toString() {
            return store + "." + method.getName() + "/" + method.getParameterCount();
        }

        /** Whether it is there only in a transaction. */
        boolean needsTransaction() {
            return Set.of("outbox", "state", "histories").contains(store)
                    || method.getDeclaringClass() == Transaction.class;
        }

        /** Whether it is for all users, and so answers and does what is not of one of them. */
        boolean isGlobal() {
            return switch (store + "." + method.getName()) {
                case "users.list", "vectors.listUnembedded", "outbox.list", "externalIds.findUser" -> true;
                default -> false;
            };
        }
    }

    /** Every method of every store, in a fixed order. The jobs are the operator's, of all users, and are no store of theirs. */
    static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Method accessor : Transaction.class.getMethods()) {
            if (accessor.getName().equals("jobs")) {
                continue;
            }
            if (accessor.getParameterCount() == 0) {
                for (Method method : accessor.getReturnType().getMethods()) {
                    if (!Modifier.isStatic(method.getModifiers())) {
                        targets.add(new Target(accessor.getName(), method));
                    }
                }
            } else {
                targets.add(new Target("", accessor));
            }
        }
        targets.sort(Comparator.comparing(
                target -> target + Arrays.toString(target.method().getParameterTypes())));
        return targets;
    }

    /** Rows of one user, and cursors behind them. */
    static final class Known {
        private final Map<Class<?>, List<Object>> values = new HashMap<>();

        /** What the user has by now. */
        static Known of(Stores stores, UserId user) {
            Known known = new Known();
            PageRequest two = PageRequest.first(2);
            stores.users().find(user).ifPresent(known::add);
            known.addPage(stores.threads().list(user, two));
            known.addPage(stores.threads().list(user, PageRequest.first(20)));
            known.addPage(stores.chat().list(user, MessageFilter.all(), two));
            known.addPage(stores.chat().list(user, MessageFilter.all(), PageRequest.first(20)));
            known.addPage(stores.contacts().list(user, two));
            known.addPage(stores.contacts().list(user, PageRequest.first(20)));
            known.addPage(stores.patterns().list(user, PatternFilter.all(), two));
            known.addPage(stores.memories().list(user, MemoryFilter.all(), two));
            known.addPage(stores.memories().list(user, MemoryFilter.all(), PageRequest.first(20)));
            known.addPage(stores.memories().list(user, MemoryFilter.current(), PageRequest.first(20)));
            known.addPage(stores.vectors().listUnembedded(SPACE, two));
            known.all(EntityRef.class).stream()
                    .limit(8)
                    .flatMap(ref -> stores.externalIds().list((EntityRef) ref).stream())
                    .toList()
                    .forEach(known::add);
            return known;
        }

        private void addPage(Page<?> page) {
            page.items().forEach(this::add);
            if (page.next() != null) {
                add(page.next());
            }
        }

        void add(Object value) {
            all(value.getClass()).add(value);
            if (value instanceof dev.kendall.chat.Message message) {
                addIds(message.id(), EntityRef.of(message.user(), message.id()));
            } else if (value instanceof dev.kendall.thread.ChatThread thread) {
                addIds(thread.id(), EntityRef.of(thread.user(), thread.id()));
            } else if (value instanceof dev.kendall.contact.Contact contact) {
                addIds(contact.id(), EntityRef.of(contact.user(), contact.id()));
            } else if (value instanceof dev.kendall.pattern.Pattern pattern) {
                addIds(pattern.id(), EntityRef.of(pattern.user(), pattern.id()));
            } else if (value instanceof dev.kendall.memory.Memory memory) {
                addIds(memory.id(), EntityRef.of(memory.user(), memory.id()));
            }
        }

        private void addIds(Object id, EntityRef ref) {
            all(id.getClass()).add(id);
            all(EntityRef.class).add(ref);
        }

        private List<Object> all(Class<?> type) {
            return values.computeIfAbsent(type, any -> new ArrayList<>());
        }
    }

    /**
     * Makes the call, in a transaction of its own where there is none yet and now and then else.
     *
     * @return what it answered
     * @throws RuntimeException what it threw
     */
    Object call(Target target, TransactionalStorage storage) {
        if (target.needsTransaction() || chance(20)) {
            return storage.inTransaction(transaction -> call(target, (Stores) transaction));
        }
        return call(target, (Stores) storage);
    }

    /** Makes the call. */
    Object call(Target target, Stores stores) {
        Object[] arguments = Arrays.stream(target.method().getGenericParameterTypes())
                .map(type -> argument(target.method(), type))
                .toArray();
        try {
            Object store = target.store().isEmpty()
                    ? stores
                    : Transaction.class.getMethod(target.store()).invoke(stores);
            return target.method().invoke(store, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(target + " threw what it does not declare", e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new AssertionError(target + " cannot be called", e);
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A text of the user's. */
    private String text() {
        return marker + " " + of(HOSTILE) + " " + random.nextInt(20);
    }

    private Object argument(Method method, Type type) {
        if (type == String.class && !Set.of("retract", "put").contains(method.getName())) {
            return asked();
        }
        return value(type, method.getName());
    }

    /** What is only looked for may be somebody else's. */
    private String asked() {
        List<Object> contacts = others.all(dev.kendall.contact.Contact.class);
        if (contacts.isEmpty() || chance(50)) {
            return text();
        }
        var contact = (dev.kendall.contact.Contact) of(contacts);
        return switch (random.nextInt(3)) {
            case 0 -> contact.name();
            case 1 -> contact.phone() == null ? "020 7946 0018" : contact.phone();
            default -> contact.email() == null ? "x@example.org" : contact.email();
        };
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType several) {
            return several(several, name);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == UserId.class) {
            return actor;
        }
        if (wanted.isEnum()) {
            return of(List.of(wanted.getEnumConstants()));
        }
        if (wanted == Cursor.class || wanted == ExternalId.class || isId(wanted)) {
            Object known = known(wanted);
            return known != null ? known : fresh(wanted);
        }
        if (wanted.isRecord()) {
            Object known = chance(75) ? known(wanted) : null;
            return known != null ? inOwnName(known) : record(wanted);
        }
        return plain(wanted, name);
    }

    private static boolean isId(Class<?> type) {
        return Set.of(ThreadId.class, MessageId.class, ContactId.class, PatternId.class, MemoryId.class)
                .contains(type);
    }

    /** Something of the user's, or of the other's. */
    private Object known(Class<?> type) {
        List<Object> choices = (chance(60) ? own : others).all(type);
        return choices.isEmpty() || chance(10) ? null : of(choices);
    }

    private Object fresh(Class<?> type) {
        if (type == Cursor.class) {
            return chance(50) ? new Cursor("hostile" + random.nextInt()) : Cursor.of(of(HOSTILE), of(HOSTILE));
        }
        if (type == ExternalId.class) {
            return ExternalId.of("system " + of(HOSTILE), of(HOSTILE) + random.nextInt(5));
        }
        if (type == ThreadId.class) {
            return ThreadId.of(of(HOSTILE));
        }
        return record(type);
    }

    private Object several(ParameterizedType type, String name) {
        Class<?> raw = (Class<?>) type.getRawType();
        List<Object> elements = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            elements.add(value(type.getActualTypeArguments()[0], name));
        }
        if (raw == Set.class) {
            return chance(60) ? Set.of() : new HashSet<>(elements);
        }
        if (raw == List.class || raw == Collection.class) {
            return elements;
        }
        throw new AssertionError("no value is known for " + type);
    }

    private Object plain(Class<?> type, String name) {
        if (type == String.class) {
            return string(name);
        } else if (type == int.class || type == Integer.class) {
            return 1 + random.nextInt(20);
        } else if (type == long.class) {
            return 1L + random.nextInt(5);
        } else if (type == double.class) {
            return random.nextDouble();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == Instant.class) {
            return Instant.parse("2026-03-02T12:00:00Z").plusSeconds(random.nextInt(1_000_000));
        } else if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        } else if (type == ZoneId.class) {
            return ZoneId.of("Pacific/Auckland");
        } else if (type == LocalTime.class) {
            return LocalTime.of(random.nextInt(24), 0);
        } else if (type == Vector.class) {
            return vector();
        } else if (type == Attributes.class) {
            return attributes();
        } else if (type == SearchQuery.class) {
            return query();
        } else if (type == Change.class) {
            return record(Change.TurnCompleted.class);
        }
        throw new AssertionError("no value is known for " + type);
    }

    private String string(String name) {
        return switch (name) {
            case "phone" -> of(List.of("+442079460018", "+442079460019", "+14155550123"));
            case "email" -> marker + random.nextInt(9) + "'\\$1?@example.org";
            case "region" -> "GB";
            default -> text();
        };
    }

    private Vector vector() {
        return Vector.of(random.nextFloat(), random.nextFloat(), 1 + random.nextFloat());
    }

    private Attributes attributes() {
        Attributes attributes = Attributes.none();
        for (int left = random.nextInt(3); left > 0; left--) {
            String key = of(HOSTILE);
            attributes = attributes.with(key.substring(0, Math.min(60, key.length())), text());
        }
        return attributes.with("user_id", others.all(EntityRef.class).size());
    }

    private SearchQuery query() {
        List<Object> messages = others.all(dev.kendall.chat.Message.class);
        String words = messages.isEmpty() || chance(40) ? text() : ((dev.kendall.chat.Message) of(messages)).text();
        return SearchQuery.of(words)
                .in(of(List.of(SearchMode.values())))
                .limit(1 + random.nextInt(20))
                .vector(new SpaceVector(SPACE, vector()));
    }

    /** A record of random parts; parts that do not go together are thrown again. */
    private Object record(Class<?> type) {
        if (type == MemoryType.class) {
            return of(List.of(MemoryType.FACT, MemoryType.INSTRUCTION, MemoryType.PREFERENCE));
        } else if (type == PatternType.class) {
            return of(List.of(PatternType.BEHAVIOR, PatternType.PREFERENCE));
        } else if (type == EmbeddingSpace.class) {
            return SPACE;
        } else if (type == SpaceVector.class) {
            return new SpaceVector(SPACE, vector());
        } else if (type == TurnWrite.class) {
            return turn();
        } else if (type == EntityRef.class) {
            return chance(30)
                    ? EntityRef.of(actor)
                    : new EntityRef(actor, EntityKind.MESSAGE, UUID.randomUUID().toString());
        }
        RuntimeException last = null;
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                return made(type);
            } catch (IllegalArgumentException | NullPointerException e) {
                last = e;
            }
        }
        throw new AssertionError("no " + type + " could be made", last);
    }

    /** Mostly a new one; sometimes of messages that are there already, or that are the other's. */
    private TurnWrite turn() {
        MessageId question = (MessageId) (chance(70) ? record(MessageId.class) : value(MessageId.class, ""));
        NewMessage message = NewMessage.user(text())
                .withId(question)
                .withCreatedAt((Instant) value(Instant.class, ""))
                .withAttributes(attributes());
        NewVector vector =
                new NewVector(EntityRef.of(actor, question), message.text(), new SpaceVector(SPACE, vector()));
        return new TurnWrite(actor, (ThreadId) value(ThreadId.class, ""), List.of(message), List.of(vector), (Change)
                value(Change.class, ""));
    }

    private Object made(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            boolean nullable = parts[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = nullable && chance(50) ? null : value(parts[i].getGenericType(), parts[i].getName());
        }
        return construct(type, values);
    }

    /** The same row as if it were the user's own; without the texts, which nobody else may store. */
    private Object inOwnName(Object row) {
        boolean foreign = !own.all(row.getClass()).contains(row);
        RecordComponent[] parts = row.getClass().getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                Object value = parts[i].getAccessor().invoke(row);
                values[i] = foreign && carriesText(parts[i].getType()) && value != null
                        ? value(parts[i].getGenericType(), parts[i].getName())
                        : value instanceof UserId ? actor : value;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        try {
            return construct(row.getClass(), values);
        } catch (IllegalArgumentException e) {
            return record(row.getClass());
        }
    }

    private static boolean carriesText(Class<?> type) {
        return type == String.class
                || type == Attributes.class
                || Collection.class.isAssignableFrom(type)
                || type.isRecord() && type.getPackageName().equals("dev.kendall.user") && type != UserId.class;
    }

    private static Object construct(Class<?> type, Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no " + type + " could be made", e);
        }
    }

    /** The names of methods that were never called, or never with success. */
    static Set<String> missing(Set<String> succeeded) {
        Set<String> missing = new TreeSet<>();
        targets().forEach(target -> missing.add(target.toString()));
        missing.removeAll(succeeded);
        return missing;
    }
}
