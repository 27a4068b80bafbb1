package dev.kendall.examples.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.Role;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TranscriptPlayerTest {
    private static final Instant TIME = Instant.parse("2026-01-12T08:05:00Z");
    private static final UserId NORA = UserId.of("nora");

    private final Kendall kendall = Kendall.open(InMemoryStorage.create());
    private final TranscriptPlayer player =
            new TranscriptPlayer(kendall, new TranscriptPlayer.Cast(NORA, "Hal", ZoneId.of("Europe/London")));

    @AfterEach
    void close() {
        kendall.close();
    }

    @Test
    void storesWhoSaidWhatAndWhen() {
        player.play(new Transcript(List.of(
                new TranscriptLine("", "1", "1:1", "Nora", TIME, "Hello"),
                new TranscriptLine("", "1", "1:2", "KENDALL", TIME.plusSeconds(5), "Hi"),
                new TranscriptLine("", "1", "1:3", "hal", TIME.plusSeconds(6), "Hi too"))));
        List<Message> messages = messages(NORA, "session 1");
        assertThat(messages).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.ASSISTANT);
        assertThat(messages).extracting(Message::speaker).containsExactly("Nora", "KENDALL", "hal");
        assertThat(messages.get(1).createdAt()).isEqualTo(TIME.plusSeconds(5));
        assertThat(messages).extracting(TranscriptPlayer::transcriptId).containsExactly("1:1", "1:2", "1:3");
        assertThat(kendall.storage().users().get(NORA).profile().zone()).isEqualTo(ZoneId.of("Europe/London"));
    }

    private static TranscriptLine line(String conversation, String speaker, String id) {
        return new TranscriptLine(conversation, "1", id, speaker, TIME, "Hello");
    }

    private @Nullable String name(String user) {
        return kendall.storage().users().get(UserId.of(user)).profile().callName();
    }

    @Test
    void theOnlySpeakerBesideTheAssistantIsTheUser() {
        player.play(new Transcript(List.of(line("", "Nora", "a"), line("", "Hal", "b"), line("", "Nora", "c"))));
        assertThat(name("nora")).isEqualTo("Nora");
    }

    @Test
    void whoeverHasANameKeepsItAndOfTwoSpeakersNobodyIsTheUser() {
        kendall.storage()
                .users()
                .save(UserId.of("c1"), Profile.builder().fullName("Ann Lee").build());
        kendall.storage()
                .users()
                .save(
                        UserId.of("c3"),
                        Profile.builder().zone(ZoneId.of("Asia/Tokyo")).build());
        player.play(new Transcript(List.of(
                line("c1", "Annie", "a"), line("c2", "Ann", "a"), line("c2", "Bob", "b"), line("c3", "Cleo", "a"))));
        assertThat(name("c1")).isEqualTo("Ann Lee");
        assertThat(name("c2")).isNull();
        assertThat(name("c3")).isEqualTo("Cleo");
        assertThat(kendall.storage().users().get(UserId.of("c3")).profile().zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void keepsTheOrderOfMessagesOfOneMoment() {
        player.play(new Transcript(IntStream.range(0, 50)
                .mapToObj(i -> new TranscriptLine("", "1", "D1:" + i, "Nora", TIME, "message " + i))
                .toList()));
        assertThat(messages(NORA, "session 1"))
                .extracting(Message::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void givesEachConversationAUserAndEachSessionAThread() {
        player.play(new Transcript(List.of(
                new TranscriptLine("c1", "1", "a", "Ann", TIME, "one"),
                new TranscriptLine("c2", "1", "a", "Bob", TIME, "two"),
                new TranscriptLine("c1", "2", "b", "Ann", TIME, "three"))));
        assertThat(messages(UserId.of("c1"), "session 1"))
                .extracting(Message::text)
                .containsExactly("one");
        assertThat(messages(UserId.of("c1"), "session 2"))
                .extracting(Message::text)
                .containsExactly("three");
        assertThat(messages(UserId.of("c2"), "session 1"))
                .extracting(Message::text)
                .containsExactly("two");
    }

    @Test
    void playingAgainStoresNothingTwice() {
        Transcript transcript = new Transcript(List.of(
                new TranscriptLine("", "1", "a", "Nora", TIME, "one"),
                new TranscriptLine("", "1", "b", "Nora", TIME, "one")));
        player.play(transcript);
        player.play(transcript);
        assertThat(messages(NORA, "session 1")).hasSize(2);
    }

    @Test
    void playsMoreThanOneBatchOfASession() {
        player.play(new Transcript(IntStream.range(0, 1_001)
                .mapToObj(i -> new TranscriptLine("", "1", "m" + i, "Nora", TIME.plusSeconds(i), "text"))
                .toList()));
        assertThat(kendall.storage()
                        .chat()
                        .list(NORA, MessageFilter.all(), PageRequest.first(1_000))
                        .next())
                .isNotNull();
    }

    private List<Message> messages(UserId user, String thread) {
        List<Message> messages = new ArrayList<>(kendall.storage()
                .chat()
                .list(user, ThreadId.of(thread), PageRequest.first(100))
                .items());
        Collections.reverse(messages);
        return messages;
    }
}
