package dev.kendall.context;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.memory.Memory;
import dev.kendall.pattern.Pattern;
import dev.kendall.search.Hit;
import dev.kendall.user.Profile;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an assistant should know before it answers one message.
 *
 * @param profile the user's profile; empty when the user is not known yet
 * @param recent the latest messages of the thread, oldest first, without the incoming text
 * @param similar past messages of any thread that fit the text, best first, none of them among the recent ones
 * @param instructions memories of the type instruction that hold now, latest recorded first
 * @param memories other memories that hold now and fit the text, best first
 * @param patterns active patterns, surest first
 * @param contacts contacts named in the text, where first named
 * @param unembedded how many rows of the user the search by meaning could not see because they have no vector yet
 * @param semanticOff why what is similar was found by word only, or null when it was not
 * @param rerankingOff why a reranking model that was asked did not order what is similar and the memories, or null when it did or none was asked
 */
public record TurnContext(
        Profile profile,
        List<Message> recent,
        List<Hit<Message>> similar,
        List<Memory> instructions,
        List<Hit<Memory>> memories,
        List<Pattern> patterns,
        List<Contact> contacts,
        long unembedded,
        @Nullable String semanticOff,
        @Nullable String rerankingOff) {
    /** Copies the lists. */
    public TurnContext {
        Objects.requireNonNull(profile, "profile");
        recent = List.copyOf(recent);
        similar = List.copyOf(similar);
        instructions = List.copyOf(instructions);
        memories = List.copyOf(memories);
        patterns = List.copyOf(patterns);
        contacts = List.copyOf(contacts);
    }

    /** A context for which no reranking model was asked. */
    public TurnContext(
            Profile profile,
            List<Message> recent,
            List<Hit<Message>> similar,
            List<Memory> instructions,
            List<Hit<Memory>> memories,
            List<Pattern> patterns,
            List<Contact> contacts,
            long unembedded,
            @Nullable String semanticOff) {
        this(profile, recent, similar, instructions, memories, patterns, contacts, unembedded, semanticOff, null);
    }

    /** The same context, with what is similar and the memories in another order, or the reason why not. */
    public TurnContext withFound(
            List<Hit<Message>> similar, List<Hit<Memory>> memories, @Nullable String rerankingOff) {
        return new TurnContext(
                profile,
                recent,
                similar,
                instructions,
                memories,
                patterns,
                contacts,
                unembedded,
                semanticOff,
                rerankingOff);
    }

    /** The same context, with the reason why what is similar was found by word only. */
    public TurnContext withSemanticOff(@Nullable String reason) {
        return new TurnContext(
                profile, recent, similar, instructions, memories, patterns, contacts, unembedded, reason, rerankingOff);
    }
}
