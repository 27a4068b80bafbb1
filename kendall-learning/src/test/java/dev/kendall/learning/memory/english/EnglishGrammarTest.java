package dev.kendall.learning.memory.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Recalled;
import dev.kendall.user.UserId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishGrammarTest {
    private static final UserId USER = UserId.of("u-1");

    private static Message message(Instant at, String text) {
        return new Message(
                USER,
                ThreadId.of("t-1"),
                new MessageId(SequentialIds.at(at.getEpochSecond() % 1_000_000)),
                Role.USER,
                MessageType.TEXT,
                null,
                text,
                at,
                Attributes.none());
    }

    private static List<Claim> claims(String at, String zone, String text) {
        MemoryWindow window = MemoryWindow.of(USER, ZoneId.of(zone), List.of(message(Instant.parse(at), text)));
        return new EnglishGrammar().extract(window).claims();
    }

    private static List<Claim> claims(String text) {
        return claims("2026-03-02T10:00:00Z", "Europe/London", text);
    }

    @ParameterizedTest
    @DisplayName("days are made absolute by the day of the message in the user's zone")
    @CsvSource({
        "2026-03-02T10:00:00Z, UTC, today, 2 March 2026",
        "2026-03-02T23:30:00Z, Asia/Tokyo, today, 3 March 2026",
        "2026-03-02T03:30:00Z, America/New_York, today, 1 March 2026",
        "2026-03-02T10:00:00Z, UTC, on Friday, 6 March 2026",
        "2026-03-02T10:00:00Z, UTC, next Friday, 13 March 2026",
        "2026-03-06T10:00:00Z, UTC, on Friday, 13 March 2026",
        "2026-12-30T10:00:00Z, UTC, on 3 January, 3 January 2027",
        "2026-03-02T10:00:00Z, UTC, on the 1st of April, 1 April 2026",
        "2026-03-02T10:00:00Z, UTC, on 2026-05-04, 4 May 2026",
        "2026-03-02T10:00:00Z, UTC, on 31/12/2026, 31 December 2026",
        "2026-03-02T10:00:00Z, UTC, in two weeks, 16 March 2026"
    })
    void days(String at, String zone, String told, String expected) {
        List<Claim> claims = claims(at, zone, "My driving test is " + told + ".");
        assertThat(claims).hasSize(1);
        assertThat(claims.get(0).facet()).isEqualTo(Facet.event("driving test"));
        assertThat(claims.get(0).value()).isEqualTo(expected);
        assertThat(claims.get(0).expiresAt()).isNotNull();
    }

    private static List<String> told(String text) {
        return claims(text).stream()
                .map(claim -> (claim.polarity() == Claim.Polarity.DENIED ? "not " : "")
                        + (claim.subject().isUser() ? "" : claim.subject().name() + "'s ")
                        + claim.facet().name() + " = " + claim.value())
                .toList();
    }

    @ParameterizedTest
    @DisplayName("a new number is the user's only where nobody else is spoken of")
    @ValueSource(
            strings = {
                "His new number is 07700 900681.",
                "John's new number is 07700 900681.",
                "He's dropped his phone, her new number is 07700 900681.",
                "John has a new number: 07700 900681.",
                "Their new number, 07700 900681, is on the fridge."
            })
    void numberOfOthers(String text) {
        assertThat(told(text)).doesNotContain("phone = 07700 900681");
    }

    @ParameterizedTest
    @DisplayName("a new number of the user's")
    @ValueSource(
            strings = {
                "New number: 07700 900681",
                "Hi, my new number is 07700 900681.",
                "I've got a new number, 07700 900681.",
                "Also, new phone number 07700 900681"
            })
    void numberOfUser(String text) {
        assertThat(told(text)).containsExactly("phone = 07700 900681");
    }

    @ParameterizedTest
    @DisplayName("who says that they never said so does not say so")
    @ValueSource(
            strings = {
                "I never said I like coriander!",
                "I didn't say that I live in Leeds.",
                "I have not told you that I'm allergic to nuts.",
                "I haven't once mentioned my sister Ana."
            })
    void neverSaid(String text) {
        assertThat(told(text)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("what a person would take from a clause, and no more")
    @CsvSource(
            delimiter = '|',
            value = {
                "I'm Nora Vellacott, landscape architect at Tarn & Alder in Bristol, and I need help. | name = Nora Vellacott; job = landscape architect; employer = Tarn & Alder",
                "I'm Ann Lee, a nurse. | name = Ann Lee; job = nurse",
                "I'm Irish, a nurse. | ''",
                "I'm in Leeds, architect of my own fate. | ''",
                "I'm Ann Lee, who else? | ''",
                "From the 1st of March I'm Associate rather than plain landscape architect, and I come off the job. | job = Associate",
                "I'm tired rather than sad. | ''",
                "I'm home rather than out. | ''",
                "So from now on I do eat fish, still no meat. | diet = pescatarian",
                "I eat fish but no meat. | diet = pescatarian",
                "I eat fish and chips on Fridays. | ''",
                "I can't have penicillin, I came out in hives when I was nine. | allergy = penicillin",
                "I can't have aspirin before the operation. | ''",
                "I can't take a break. | ''",
                "Wren can't have eggs, proper allergy, so any cake has to do without. | Wren's allergy = eggs",
                "I can't eat nuts, it's a serious allergy. | allergy = nuts",
                "I can't eat eggs, we have none. | ''"
            })
    void clauses(String text, String expected) {
        assertThat(String.join("; ", told(text))).isEqualTo(expected);
    }

    @Test
    @DisplayName("a date whose day and month could be either way round, and one that does not exist, is no date")
    void noDate() {
        assertThat(claims("My driving test is on 03/04/2026.")).isEmpty();
        assertThat(claims("My driving test is on 31 February.")).isEmpty();
    }

    @Test
    @DisplayName("a claim quotes its sentence as it stands in the message, with its own apostrophes")
    void quote() {
        List<Claim> claims = claims("Hi there. I’m allergic to nuts!\nSee you.");
        assertThat(claims).extracting(claim -> claim.evidence().quote()).containsExactly("I’m allergic to nuts!");
    }

    @Test
    @DisplayName("what a prompt recalled is not read")
    void recalled() {
        assertThat(claims(Recalled.mark("I live in Leeds. I'm allergic to nuts.") + "\nThanks."))
                .isEmpty();
    }

    @ParameterizedTest
    @DisplayName("a hostile text of 8,000 characters is read in a second of the processor's time, and does not throw")
    @ValueSource(
            strings = {
                "A ",
                "A, ",
                "a ",
                "I ",
                "my sister Ana ",
                "I live in A ",
                "\"",
                "'A ",
                "and I ",
                ".",
                "? ",
                "1",
                "A",
                "I'm allergic to a, ",
                "A-",
                "A'a",
                "my my ",
                "remember that ",
                "please ",
                "so, ",
                "if ",
                "\n",
                "> \n",
                "A: \n",
                "on x wrote",
                "sorry, ",
                "my older ",
                "I really ",
                "Ana's ",
                "@",
                "a@a.",
                "07 ",
                "\uFFFC",
                "\uD83D\uDE00",
                "I moved to ",
                "my sisters Ana, ",
                "oh, ",
                "St. ",
                "very very ",
                "now now now I am a "
            })
    void hostile(String part) {
        String text = part.repeat(EnglishGrammar.MAX_TEXT / part.length());
        claims(part);
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<Claim> claims = claims(text);
        long millis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1_000_000;
        assertThat(millis).isLessThan(1_000);
        assertThat(claims).hasSizeLessThan(50);
    }

    @ParameterizedTest
    @DisplayName("what is too long for a claim is none, and is in the way of nothing else")
    @ValueSource(
            strings = {
                "My sister %s lives in Leeds.",
                "My brother is called %s.",
                "My brother's %s is on Friday.",
                "My favourite %s is tea.",
                "My %s is on Friday.",
                "I have an %s appointment on Friday.",
                "I was born in %s.",
                "I moved from %s to %s.",
                "I work at %s.",
                "I left %s for %s.",
                "I work as a %s.",
                "I like %s.",
                "I don't like %s any more.",
                "I drive a %s.",
                "I speak %s.",
                "I'm allergic to %s.",
                "I'm %s.",
                "Call me %s.",
                "My email is %s@example.org.",
                "My address is 12 %s Street.",
                "Remind me to %s.",
                "Remember that %s.",
                "Forget that I like %s.",
                "My kids are called %s and %s.",
                "No, it's %s, not %s."
            })
    void overlong(String template) {
        for (String part : List.of("A", "Aa-", "O'A", "a", "Anabelleconstantina ", "tea and ", "Tea, ", "7")) {
            for (int length : new int[] {25, 50, 61, 80, 100, 300, 600, 900}) {
                String words = part.repeat(1 + length / part.length()).strip();
                assertThat(claims("I live in York. " + template.replace("%s", words)))
                        .as("%s, %s times %s", template, length, part)
                        .extracting(Claim::value)
                        .contains("York");
            }
        }
    }
}
