package dev.kendall.testkit.differential;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls on chat messages. */
final class ChatCalls {
    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<MessageType> TYPES = List.of(MessageType.values());
    private static final List<String> SPEAKERS = List.of("Maria", "John O'Brien", "😀");

    private final World world;

    ChatCalls(World world) {
        this.world = world;
    }

    Call next() {
        UserId user = world.user();
        Optional<Message> known = world.messages.any(world.dice);
        UserId owner = known.map(message -> world.user(message.user())).orElse(user);
        MessageId id = known.map(Message::id).orElseGet(world::messageId);
        return switch (world.dice.below(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> append(user);
            case 9 -> known.map(this::repeat).orElseGet(() -> append(user));
            case 10, 11 -> find(owner, id);
            case 12 -> listByIds(owner);
            case 13, 14 -> setAttributes(owner, id);
            case 15 -> world.dice.chance(60) ? delete(owner, id) : find(owner, id);
            case 16, 17 -> listThread(user);
            default -> {
                MessageFilter filter = filter();
                yield new Listing(
                                "chat().list",
                                (stores, request) -> stores.chat().list(user, filter, request),
                                user,
                                filter)
                        .page(world.limit());
            }
        };
    }

    private Call append(UserId user) {
        ThreadId thread = world.words.thread();
        List<NewMessage> messages = world.dice.some(world.dice.chance(90) ? 4 : 20, this::message);
        return append(user, thread, messages);
    }

    /** Says the same again, or nearly. */
    private Call repeat(Message known) {
        NewMessage same = new NewMessage(
                known.id(),
                known.role(),
                known.type(),
                known.speaker(),
                world.dice.chance(85) ? known.text() : world.words.text(),
                world.dice.maybe(50, known::createdAt),
                world.words.attributes());
        ThreadId thread = world.dice.chance(85) ? known.thread() : world.words.thread();
        return append(known.user(), thread, List.of(message(), same));
    }

    private static Call append(UserId user, ThreadId thread, List<NewMessage> messages) {
        return Call.of("chat().append", stores -> stores.chat().append(user, thread, messages), user, thread, messages);
    }

    private NewMessage message() {
        return new NewMessage(
                world.dice.maybe(15, () -> new MessageId(world.words.id())),
                world.dice.of(ROLES),
                world.dice.chance(70) ? MessageType.TEXT : world.dice.of(TYPES),
                world.dice.maybe(25, () -> world.dice.of(SPEAKERS)),
                world.words.text(),
                world.dice.maybe(25, world::time),
                world.words.attributes());
    }

    private static Call find(UserId user, MessageId id) {
        return Call.of("chat().find", stores -> stores.chat().find(user, id), user, id);
    }

    private Call listByIds(UserId user) {
        List<MessageId> ids = world.dice.some(12, world::messageId);
        return Call.of("chat().listByIds", stores -> stores.chat().listByIds(user, ids), user, ids);
    }

    private Call setAttributes(UserId user, MessageId id) {
        Attributes attributes = world.words.attributes();
        return Call.of(
                "chat().setAttributes",
                stores -> stores.chat().setAttributes(user, id, attributes),
                user,
                id,
                attributes);
    }

    private static Call delete(UserId user, MessageId id) {
        return Call.of("chat().delete", stores -> stores.chat().delete(user, id), user, id);
    }

    private Call listThread(UserId user) {
        ThreadId thread = world.words.thread();
        return new Listing("chat().list", (stores, request) -> stores.chat().list(user, thread, request), user, thread)
                .page(world.limit());
    }

    /** Any filter, also one that nothing passes. */
    MessageFilter filter() {
        if (world.dice.chance(40)) {
            return MessageFilter.all();
        }
        MessageFilter filter = world.dice.chance(40)
                ? MessageFilter.in(world.words.thread(), world.words.thread())
                : MessageFilter.all();
        if (world.dice.chance(20)) {
            filter = filter.notIn(world.words.thread());
        }
        if (world.dice.chance(20)) {
            Instant from = world.dice.maybe(70, world::time);
            filter = filter.between(from, from == null ? world.time() : from.plusSeconds(world.dice.below(100_000)));
        }
        if (world.dice.chance(20)) {
            filter = filter.of(world.dice.of(ROLES), world.dice.of(ROLES));
        }
        return world.dice.chance(20) ? filter.of(world.dice.of(TYPES), MessageType.TEXT) : filter;
    }
}
