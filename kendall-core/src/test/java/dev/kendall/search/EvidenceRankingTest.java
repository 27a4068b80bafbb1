package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.id.UuidV7;
import dev.kendall.search.EvidenceRanking.Arms;
import dev.kendall.search.RankFusion.Candidate;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceRankingTest {
    private static final Instant TIME = Instant.parse("2023-05-09T02:00:00Z");
    private static final UuidV7 IDS = UuidV7.secure(InstantSource.fixed(TIME));

    private static Message said(String thread, String speaker, String text) {
        return new Message(
                UserId.of("u"),
                ThreadId.of(thread),
                new MessageId(IDS.next()),
                speaker.equals("Kendall") ? Role.ASSISTANT : Role.USER,
                MessageType.TEXT,
                speaker,
                text,
                TIME,
                Attributes.none());
    }

    private static List<Hit<Message>> ranked(String question, Message... byMeaning) {
        return ranked(question, Map.of(), byMeaning);
    }

    private static List<Hit<Message>> ranked(
            String question, Map<MessageId, List<MessageId>> before, Message... byMeaning) {
        List<Candidate<Message>> semantic = Arrays.stream(byMeaning)
                .map(message -> new Candidate<>(message, 0.5))
                .toList();
        return EvidenceRanking.messages(
                new Asking(SearchQuery.of(question), ZoneId.of("America/New_York")),
                new Arms<>(semantic, List.of()),
                message -> before.getOrDefault(message.id(), List.of()));
    }

    private static double share(Hit<?> hit, Signal signal) {
        return hit.explain().signals().getOrDefault(signal, 0.0);
    }

    private static Hit<Message> of(List<Hit<Message>> hits, Message message) {
        return hits.stream()
                .filter(hit -> hit.item().equals(message))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void who_the_question_names_is_preferred() {
        Message melanie = said("a", "Melanie", "pottery is fun");
        Message caroline = said("b", "Caroline", "pottery is fun");
        List<Hit<Message>> hits = ranked("What does Caroline do?", melanie, caroline);
        assertThat(hits).extracting(Hit::item).containsExactly(caroline, melanie);
        assertThat(share(hits.get(0), Signal.SPEAKER)).isEqualTo(Signal.SPEAKER.weight());
        assertThat(share(hits.get(1), Signal.SPEAKER)).isZero();
    }

    @Test
    void the_user_is_preferred_when_the_question_says_i() {
        Message reply = said("a", "Kendall", "pottery is fun");
        Message own = said("b", "Ann", "pottery is fun");
        assertThat(ranked("What did I say about it?", reply, own))
                .extracting(Hit::item)
                .containsExactly(own, reply);
    }

    @Test
    void a_date_is_understood_in_the_users_zone() {
        Message message = said("a", "Ann", "pottery is fun");
        assertThat(share(ranked("What was on 8 May 2023?", message).get(0), Signal.TIME))
                .isEqualTo(Signal.TIME.weight());
        assertThat(share(ranked("What was on 8 May 2022?", message).get(0), Signal.TIME))
                .isLessThan(0.001);
    }

    @Test
    void statements_of_some_length_that_hold_what_is_asked_for_are_preferred() {
        Message question = said("a", "Ann", "When did you go there?");
        Message answer = said("b", "Ann", "We all went there yesterday");
        List<Hit<Message>> hits = ranked("When did they go?", question, answer);
        assertThat(hits).extracting(Hit::item).containsExactly(answer, question);
        assertThat(share(hits.get(0), Signal.FORM)).isEqualTo(Signal.FORM.weight());
        assertThat(share(hits.get(0), Signal.STATEMENT)).isEqualTo(Signal.STATEMENT.weight());
        assertThat(share(hits.get(1), Signal.STATEMENT)).isZero();
    }

    @Test
    void the_answer_to_a_good_question_gains_by_it_and_both_by_their_company() {
        Message question = said("a", "Ann", "Which pottery did you like most?");
        Message answer = said("a", "Ben", "The blue bowls were my favourites");
        Message apart = said("b", "Ben", "The blue bowls were my favourites");
        List<Hit<Message>> hits =
                ranked("pottery", Map.of(answer.id(), List.of(question.id())), question, apart, answer);
        assertThat(hits.get(0).item()).isEqualTo(answer);
        assertThat(share(of(hits, answer), Signal.ANSWER)).isPositive();
        assertThat(share(of(hits, answer), Signal.NEAR)).isPositive();
        assertThat(share(of(hits, question), Signal.NEAR)).isPositive();
        assertThat(of(hits, apart).explain().signals()).doesNotContainKeys(Signal.ANSWER, Signal.NEAR);
    }

    @Test
    void the_signals_add_up_to_the_score() {
        List<Hit<Message>> hits = ranked("Who is Ann?", said("a", "Ann", "I am Ann"), said("a", "Ben", "Who is Ann?"));
        assertThat(hits).hasSize(2).allSatisfy(hit -> {
            assertThat(hit.explain().signals().values().stream()
                            .mapToDouble(share -> share)
                            .sum())
                    .isEqualTo(hit.score(), within(1e-12));
            assertThat(hit.explain().fused()).isEqualTo(hit.score());
        });
    }
}
