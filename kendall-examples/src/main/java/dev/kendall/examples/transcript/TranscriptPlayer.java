package dev.kendall.examples.transcript;

import dev.kendall.Kendall;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
     * Stores every message that is not there yet.
     *
     * @return the users whose transcript it is, in its order
     */
    public Set<UserId> play(Transcript transcript) {
        Set<UserId> users = new LinkedHashSet<>();
        transcript.conversations().forEach(conversation -> users.add(cast.user(conversation)));
        users.forEach(this::introduce);
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

    private void introduce(UserId user) {
        if (kendall.storage().users().find(user).isEmpty()) {
            kendall.storage()
                    .users()
                    .save(user, Profile.builder().zone(cast.zone()).build());
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
