package dev.kendall.learning.memory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.internal.Checks;
import dev.kendall.learning.extraction.UserNames;
import dev.kendall.turn.Recalled;
import dev.kendall.user.UserId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link MemoryExtractor} sees: messages of one user, and who the user and the people around are.
 *
 * @param zone in which dates are meant
 * @param context messages before those to learn from, for understanding only; at most {@value #MAX_MESSAGES}. For the same result however messages
 *     are cut into windows, the last {@value #LOOK_BACK} of each thread
 * @param messages the messages to learn from, at most {@value #MAX_MESSAGES}; those that are no {@linkplain #evidence() evidence} are context too
 * @param contacts the user's contacts, at most 10,000
 * @param names what the user is called, as {@link UserNames} says, at most 10: a message spoken under another name is no evidence
 */
public record MemoryWindow(
        UserId user,
        ZoneId zone,
        List<Message> context,
        List<Message> messages,
        List<Contact> contacts,
        List<String> names) {
    /** The most messages in a window, and the most context. */
    public static final int MAX_MESSAGES = 1_000;

    /** How many messages before one, in its thread, may bear on what it says. */
    public static final int LOOK_BACK = 6;

    /** Checks that everything is the user's, copies the lists, and puts the messages in order of time. */
    public MemoryWindow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(zone, "zone");
        Checks.range("number of context messages", context.size(), 0, MAX_MESSAGES);
        Checks.range("number of messages", messages.size(), 0, MAX_MESSAGES);
        Checks.range("number of contacts", contacts.size(), 0, 10_000);
        Checks.range("number of names", names.size(), 0, 10);
        context = context.stream().sorted(Message.CHRONOLOGICAL).toList();
        messages = messages.stream().sorted(Message.CHRONOLOGICAL).toList();
        contacts = List.copyOf(contacts);
        names = List.copyOf(names);
        for (Message message : context) {
            checkOwner(user, message.user(), "message " + message.id());
        }
        for (Message message : messages) {
            checkOwner(user, message.user(), "message " + message.id());
        }
        for (Contact contact : contacts) {
            checkOwner(user, contact.user(), "contact " + contact.id());
        }
    }

    private static void checkOwner(UserId user, UserId owner, String what) {
        if (!user.equals(owner)) {
            throw new IllegalArgumentException(what + " belongs to user " + owner + ", the window to user " + user);
        }
    }

    /** A window of these messages alone. */
    public static MemoryWindow of(UserId user, ZoneId zone, List<Message> messages) {
        return new MemoryWindow(user, zone, List.of(), messages, List.of(), List.of());
    }

    /** This window with these messages before. */
    public MemoryWindow withContext(List<Message> context) {
        return new MemoryWindow(user, zone, context, messages, contacts, names);
    }

    /** This window with the user's contacts. */
    public MemoryWindow withContacts(List<Contact> contacts) {
        return new MemoryWindow(user, zone, context, messages, contacts, names);
    }

    /** This window of a user with these names. */
    public MemoryWindow withNames(List<String> names) {
        return new MemoryWindow(user, zone, context, messages, contacts, names);
    }

    /**
     * The messages that may be cited, in order of time: the user's own words. What the assistant, the host or a tool said is none, nor what somebody
     * else said whose words the user shares, nor a file.
     */
    public List<Message> evidence() {
        return messages.stream().filter(this::isEvidence).toList();
    }

    /** Whether {@code message} is in the user's own words, and not all of it recalled. */
    public boolean isEvidence(Message message) {
        return message.role() == Role.USER
                && message.type() == MessageType.TEXT
                && new UserNames(names).isSpeaker(message.speaker())
                && !said(message).isBlank();
    }

    /** What the message says, without what it repeats from memory: a quote must stand in here. */
    public static String said(Message message) {
        return Recalled.strip(message.text());
    }

    /** Up to {@value #LOOK_BACK} messages right before {@code message} in its thread, oldest first. */
    public List<Message> before(Message message) {
        List<Message> before = new ArrayList<>();
        int inContext = context.size() - 1;
        int inMessages = messages.size() - 1;
        while (before.size() < LOOK_BACK && (inContext >= 0 || inMessages >= 0)) {
            boolean fromContext = inMessages < 0
                    || inContext >= 0
                            && Message.CHRONOLOGICAL.compare(context.get(inContext), messages.get(inMessages)) > 0;
            Message other = fromContext ? context.get(inContext--) : messages.get(inMessages--);
            if (other.thread().equals(message.thread()) && Message.CHRONOLOGICAL.compare(other, message) < 0) {
                before.add(other);
            }
        }
        Collections.reverse(before);
        return before;
    }

    /** Whose and how much: what was said has no place in a log. */
    @Override
    public String toString() {
        return "MemoryWindow[" + user + ", " + messages.size() + " messages]";
    }
}
