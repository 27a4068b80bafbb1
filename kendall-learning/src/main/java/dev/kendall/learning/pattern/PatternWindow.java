package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.pattern.Pattern;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What extractors look at: one user's own words in a bounded look-back, and what is known of the user. Immutable.
 *
 * <p>The bounds are applied here, so that a window depends on what was said and on {@code now}, never on how much the caller happened to
 * read.
 *
 * @param zone the user's: days and times of day are judged in it
 * @param now the moment that is looked back from
 * @param messages what the user said, in order of time, ties by id, each once: of those given, messages of another role, said after
 *     {@code now} or more than {@link #LOOK_BACK} before it are left out, and of the rest the newest {@value #MAX_MESSAGES} are kept
 * @param contacts whom the user knows, by id
 * @param known the user's patterns whatever their status, by id
 * @param vectors the messages' embeddings, where they have any
 */
public record PatternWindow(
        UserId user,
        ZoneId zone,
        Instant now,
        List<Message> messages,
        List<Contact> contacts,
        List<Pattern> known,
        MessageVectors vectors) {
    /** How far back messages count: six months and some days, so that a monthly habit shows six times. */
    public static final Duration LOOK_BACK = Duration.ofDays(200);

    /** The most messages of a window. */
    public static final int MAX_MESSAGES = 4_000;

    /**
     * Checks the fields, and sorts and bounds the messages.
     *
     * @throws IllegalArgumentException when a message, a contact or a pattern is another user's
     */
    public PatternWindow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(vectors, "vectors");
        messages.forEach(message -> checkUser("message", message.id(), new Owners(message.user(), user)));
        contacts.forEach(contact -> checkUser("contact", contact.id(), new Owners(contact.user(), user)));
        known.forEach(pattern -> checkUser("pattern", pattern.id(), new Owners(pattern.user(), user)));
        messages = bounded(messages, now);
        contacts = contacts.stream().sorted(Comparator.comparing(Contact::id)).toList();
        known = known.stream().sorted(Comparator.comparing(Pattern::id)).toList();
    }

    private record Owners(UserId of, UserId window) {}

    private static void checkUser(String what, Object id, Owners owners) {
        if (!owners.of().equals(owners.window())) {
            throw new IllegalArgumentException(what + " " + id + " is of user " + owners.of() + "; a window of user "
                    + owners.window() + " holds nothing of others");
        }
    }

    private static List<Message> bounded(Collection<Message> messages, Instant now) {
        Instant from = now.minus(LOOK_BACK);
        TreeSet<Message> own = new TreeSet<>(Message.CHRONOLOGICAL);
        for (Message message : messages) {
            if (message.role() == Role.USER
                    && !message.createdAt().isAfter(now)
                    && !message.createdAt().isBefore(from)) {
                own.add(message);
            }
        }
        List<Message> sorted = List.copyOf(own);
        return sorted.subList(Math.max(0, sorted.size() - MAX_MESSAGES), sorted.size());
    }

    /** A window of these messages, of a user of whom nothing else is known, in UTC. */
    public static PatternWindow of(UserId user, Instant now, List<Message> messages) {
        return new PatternWindow(user, ZoneId.of("UTC"), now, messages, List.of(), List.of(), MessageVectors.none());
    }

    /** This window in another time zone. */
    public PatternWindow in(ZoneId zone) {
        return new PatternWindow(user, zone, now, messages, contacts, known, vectors);
    }

    /** This window with these contacts. */
    public PatternWindow withContacts(List<Contact> contacts) {
        return new PatternWindow(user, zone, now, messages, contacts, known, vectors);
    }

    /** This window with these known patterns. */
    public PatternWindow withKnown(List<Pattern> known) {
        return new PatternWindow(user, zone, now, messages, contacts, known, vectors);
    }

    /** This window with the messages' embeddings. */
    public PatternWindow withVectors(MessageVectors vectors) {
        return new PatternWindow(user, zone, now, messages, contacts, known, vectors);
    }

    /** Whose it is and how much it holds: what was said has no place in a log. */
    @Override
    public String toString() {
        return "PatternWindow[" + user + ", " + zone + ", " + now + ", " + messages.size() + " messages, "
                + contacts.size() + " contacts, " + known.size() + " patterns]";
    }
}
