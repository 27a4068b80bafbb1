package dev.kendall.examples.transcript;

import dev.kendall.Kendall;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays a transcript into a memory as if it had been said there: at its times, each session a thread, each conversation a user.
 *
 * <p>Messages are stored without vectors; {@code Kendall.embedPending()} or a backfill adds them. Ids are made of the transcript, so
 * that playing it again stores nothing twice.
 */
public final class TranscriptPlayer {
    /** The attribute that holds a message's id in the transcript. */
    public static final String TRANSCRIPT_ID = "transcript_id";

    private final Kendall kendall;
    private final Cast cast;

    /**
     * Who is who.
     *
     * @param user whose transcript it is when it names no conversation
     * @param assistant the speaker who is the assistant; "kendall" and "assistant" are, too; compared without case
     * @param zone the zone of users who are new to the memory
     */
    public record Cast(UserId user, @Nullable String assistant, ZoneId zone) {
        private static final Set<String> ASSISTANTS = Set.of("kendall", "assistant");

        /** The role of a speaker. */
        public Role role(String speaker) {
            boolean assistant =
                    ASSISTANTS.contains(speaker.toLowerCase(Locale.ROOT)) || speaker.equalsIgnoreCase(this.assistant);
            return assistant ? Role.ASSISTANT : Role.USER;
        }

        /** The user that a conversation is stored under. */
        public UserId user(String conversation) {
            return conversation.isEmpty() ? user : UserId.of(conversation);
        }
    }

    /** Plays into {@code kendall}. */
    public TranscriptPlayer(Kendall kendall, Cast cast) {
        this.kendall = kendall;
        this.cast = cast;
    }

    /**
     * Stores every message that is not there yet. Where all that the assistant does not say is said by one speaker, that is the user, and a user who has
     * no name yet gets this one: so what is said there is the user's own.
     *
     * @return the users whose transcript it is, in its order
     */
    public Set<UserId> play(Transcript transcript) {
        Set<UserId> users = new LinkedHashSet<>();
        transcript.conversations().forEach(conversation -> users.add(cast.user(conversation)));
        Map<UserId, Set<String>> speakers = speakers(transcript);
        users.forEach(user -> introduce(user, speakers.getOrDefault(user, Set.of())));
        TranscriptIds ids = new TranscriptIds();
        List<TranscriptLine> run = new ArrayList<>();
        for (TranscriptLine line : transcript.lines()) {
            if (!run.isEmpty() && (run.size() == ChatStore.MAX_BATCH || !isSameThread(run.get(0), line))) {
                append(run, ids);
                run.clear();
            }
            run.add(line);
        }
        append(run, ids);
        return users;
    }

    /** The id that the message had in its transcript, or null when it is from none. */
    public static @Nullable String transcriptId(Message message) {
        return message.attributes().findText(TRANSCRIPT_ID).orElse(null);
    }

    /** Who speaks beside the assistant. */
    private Map<UserId, Set<String>> speakers(Transcript transcript) {
        Map<UserId, Set<String>> speakers = new HashMap<>();
        for (TranscriptLine line : transcript.lines()) {
            if (cast.role(line.speaker()) == Role.USER) {
                speakers.computeIfAbsent(cast.user(line.conversation()), user -> new HashSet<>())
                        .add(line.speaker());
            }
        }
        return speakers;
    }

    private void introduce(UserId user, Set<String> speakers) {
        Profile known = kendall.storage().users().find(user).map(User::profile).orElse(null);
        Profile profile =
                known != null ? known : Profile.builder().zone(cast.zone()).build();
        if (speakers.size() == 1 && profile.callName() == null) {
            profile = profile.toBuilder().nickname(speakers.iterator().next()).build();
        }
        if (!profile.equals(known)) {
            kendall.storage().users().save(user, profile);
        }
    }

    private static boolean isSameThread(TranscriptLine one, TranscriptLine other) {
        return one.session().equals(other.session()) && one.conversation().equals(other.conversation());
    }

    private void append(List<TranscriptLine> run, TranscriptIds ids) {
        TranscriptLine first = run.get(0);
        List<NewMessage> messages = run.stream()
                .map(line -> NewMessage.of(cast.role(line.speaker()), line.text())
                        .withId(ids.next(line))
                        .withSpeaker(line.speaker())
                        .withCreatedAt(line.time())
                        .withAttributes(Attributes.none().with(TRANSCRIPT_ID, line.id())))
                .toList();
        kendall.storage()
                .chat()
                .append(cast.user(first.conversation()), ThreadId.of("session " + first.session()), messages);
    }
}
