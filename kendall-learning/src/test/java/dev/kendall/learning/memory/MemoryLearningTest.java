package dev.kendall.learning.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.failure.Conflict;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.NewMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryLearningTest {
    private final Talk talk = new Talk();

    @Test
    @DisplayName("a new employer supersedes the old one, which stays readable and names its successor")
    void supersedes() {
        talk.learn("r1", "I work at Tarn & Alder.");
        AppliedDecisions applied = talk.learn("r2", "I've just joined Lark Studio!");

        assertThat(applied.changed(Operation.SUPERSEDE)).isEqualTo(1);
        assertThat(talk.current()).containsExactly("employer = Lark Studio");
        Memory old = talk.memories(MemoryFilter.closed()).get(0);
        Memory present = talk.memories(MemoryFilter.current()).get(0);
        assertThat(old.value()).isEqualTo("Tarn & Alder");
        assertThat(old.supersededBy()).isEqualTo(present.id());
        assertThat(old.validTo()).isEqualTo(talk.heard.get(1).createdAt());
    }

    @Test
    @DisplayName("a repeat adds the message as evidence and neither adds nor deletes a memory")
    void repeats() {
        Message first = talk.say("I'm allergic to peanuts.");
        talk.learn("r1", List.of(first));
        Message second = talk.say("Remember, I'm allergic to peanuts!");
        AppliedDecisions applied = talk.learn("r2", List.of(second));

        assertThat(applied.changed(Operation.NOOP)).isEqualTo(1);
        assertThat(applied.total()).isEqualTo(1);
        assertThat(talk.current()).containsExactly("allergy = peanuts");
        assertThat(talk.closed()).isEmpty();
        assertThat(talk.memories(MemoryFilter.current()).get(0).sources()).containsExactly(first.id(), second.id());
    }

    @Test
    @DisplayName("applied twice, decisions change nothing")
    void idempotent() {
        List<Message> all = List.of(
                talk.say("I live in Leeds."),
                talk.say("I moved to York."),
                talk.say("I'm allergic to nuts."),
                talk.say("I'm no longer allergic to nuts."),
                talk.say("My birthday is 3 May."),
                talk.say("My birthday is 9 May."));
        List<MemoryDecision> decisions = talk.decide(talk.claims(all));
        assertThat(talk.apply("r1", decisions).total()).isEqualTo(6);
        List<Memory> once = talk.memories(MemoryFilter.all());

        assertThat(talk.apply("r1", decisions).total()).isZero();
        assertThat(talk.apply("r2", decisions).total()).isZero();
        assertThat(talk.learn("r3", all).total()).isZero();
        assertThat(talk.memories(MemoryFilter.all())).isEqualTo(once);
    }

    @Test
    @DisplayName("a denial closes exactly what it denies, with the reason in the history")
    void denies() {
        talk.learn("r1", "I'm allergic to peanuts and shellfish.");
        talk.learn("r2", "I'm no longer allergic to shellfish.");

        assertThat(talk.current()).containsExactly("allergy = peanuts");
        Memory closed = talk.memories(MemoryFilter.closed()).get(0);
        assertThat(closed.value()).isEqualTo("shellfish");
        assertThat(closed.sources()).hasSize(2);
        List<MemoryRevision> history = talk.storage.memories().history(Talk.USER, closed.id());
        assertThat(history.get(history.size() - 1).reason()).contains("the user says it is not so");
    }

    @Test
    @DisplayName("a denial of what is not known closes nothing")
    void deniesNothing() {
        talk.learn("r1", "I live in Leeds.");
        assertThat(talk.learn("r2", "I don't live in London.").total()).isZero();
        assertThat(talk.current()).containsExactly("city = Leeds");
    }

    @Test
    @DisplayName("a quarantined memory is in no prompt, no search and no list of what counts, until it is accepted")
    void quarantine() {
        talk.learn("r1", "My birthday is 3 May.");
        AppliedDecisions applied = talk.learn("r2", "My birthday is on 7 May.");
        assertThat(applied.changed(Operation.QUARANTINE)).isEqualTo(1);
        assertThat(talk.current()).containsExactly("birthday = 3 May");
        assertThat(context("When is my birthday, 3 May or 7 May?")).containsExactly("3 May");

        MemoryQuarantine quarantine = new MemoryQuarantine(talk.storage, Talk.USER);
        Memory waiting = quarantine.list().get(0);
        Memory rival = talk.memories(MemoryFilter.current()).get(0);
        quarantine.accept(waiting, rival.id());
        assertThat(talk.current()).containsExactly("birthday = 7 May");
        assertThat(talk.closed()).containsExactly("birthday = 3 May");
        assertThat(context("When is my birthday?")).containsExactly("7 May");
        assertThat(quarantine.list()).isEmpty();
        assertThatThrownBy(() -> quarantine.accept(rival, null)).isInstanceOf(Conflict.class);
    }

    private List<String> context(String text) {
        return talk
                .storage
                .context()
                .read(new ContextQuery(
                        Talk.USER, Talk.THREAD, text, null, talk.clock.instant(), ContextLimits.defaults()))
                .memories()
                .stream()
                .map(hit -> hit.item().value())
                .toList();
    }

    @Test
    @DisplayName("what was said earlier and is read later becomes past, whichever thread is read first")
    void late() {
        Message old = talk.say("I live in Leeds.");
        Message present = talk.say("I live in York.");
        talk.learn("r1", List.of(present));
        talk.learn("r2", List.of(old));
        assertThat(talk.current()).containsExactly("city = York");
        assertThat(talk.closed()).containsExactly("city = Leeds");
        assertThat(talk.memories(MemoryFilter.closed()).get(0).supersededBy())
                .isEqualTo(talk.memories(MemoryFilter.current()).get(0).id());
    }

    /** What counts when these are said in this order, and read, each by itself, in every order. */
    private static Set<List<String>> inEveryOrder(List<String> said, List<Integer> read) {
        if (read.size() < said.size()) {
            Set<List<String>> all = new LinkedHashSet<>();
            for (int next = 0; next < said.size(); next++) {
                if (!read.contains(next)) {
                    List<Integer> longer = new ArrayList<>(read);
                    longer.add(next);
                    all.addAll(inEveryOrder(said, longer));
                }
            }
            return all;
        }
        Talk other = new Talk();
        List<Message> messages = said.stream().map(other::say).toList();
        other.clock.advance(Duration.ofMinutes(1));
        read.forEach(index -> other.learn("r" + index, List.of(messages.get(index))));
        return Set.of(other.current());
    }

    @Test
    @DisplayName("which birthday counts does not depend on which thread is read first")
    void birthdayInAnyOrder() {
        String may = "My birthday is 3 May.";
        String june = "My birthday is on 9 June.";
        assertThat(inEveryOrder(List.of(may, june), List.of())).containsExactly(List.of("birthday = 3 May"));
        assertThat(inEveryOrder(List.of(may, june, june), List.of())).containsExactly(List.of("birthday = 9 June"));
        assertThat(inEveryOrder(List.of(may, june, may), List.of())).containsExactly(List.of("birthday = 3 May"));
        assertThat(inEveryOrder(List.of(may, "Actually, my birthday is 9 June."), List.of()))
                .containsExactly(List.of("birthday = 9 June"));
    }

    @Test
    @DisplayName("however often birthdays alternate, which one counts does not depend on what is read first")
    void alternatingBirthdays() {
        String may = "My birthday is 3 May.";
        String june = "My birthday is on 9 June.";
        String july = "My birthday is 1 July.";
        assertThat(inEveryOrder(List.of(may, june, may, june), List.of()))
                .containsExactly(List.of("birthday = 9 June"));
        assertThat(inEveryOrder(List.of(may, june, june, may), List.of())).containsExactly(List.of("birthday = 3 May"));
        assertThat(inEveryOrder(List.of(june, may, june, july, may), List.of()))
                .containsExactly(List.of("birthday = 3 May"));
        assertThat(inEveryOrder(List.of(may, june, "Actually, my birthday is 1 July.", june, may), List.of()))
                .containsExactly(List.of("birthday = 1 July"));
    }

    @Test
    @DisplayName("a correction that is read late brings back what was told again since")
    void lateCorrection() {
        List<String> said = List.of(
                "My birthday is on 9 June.",
                "Actually, my birthday is 1 July.",
                "My birthday is 3 May.",
                "My birthday is 3 May.",
                "My birthday is on 9 June.");
        assertThat(inEveryOrder(said, List.of())).containsExactly(List.of("birthday = 3 May"));
    }

    @Test
    @DisplayName("which birthday counts is a function of what was said and when, in random orders of reading")
    void shuffledBirthdays() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Claim.Kind> kinds = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (int i = 2 + random.nextInt(10); i > 0; i--) {
                kinds.add(random.nextInt(6) == 0 ? Claim.Kind.CORRECTED : Claim.Kind.STATED);
                values.add(1 + random.nextInt(4) + " May");
            }
            Set<List<String>> counting = new LinkedHashSet<>();
            for (int round = 0; round < 6; round++) {
                counting.add(readInAnyOrder(kinds, values, round == 0 ? null : random));
            }
            assertThat(counting).as("seed %s: %s %s", seed, kinds, values).hasSize(1);
            assertThat(counting.iterator().next())
                    .as("seed %s: %s %s", seed, kinds, values)
                    .hasSize(1);
        }
    }

    /**
     * What counts when these were said, and read in an order and in batches by chance, some of them again; one by one, as they were said, where
     * chance is null.
     */
    private static List<String> readInAnyOrder(List<Claim.Kind> kinds, List<String> values, @Nullable Random random) {
        Talk other = new Talk();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Message said = other.say("My birthday is " + values.get(i) + ".");
            claims.add(Claim.stated(Facet.BIRTHDAY, values.get(i), Evidence.of(said, values.get(i)))
                    .as(kinds.get(i)));
        }
        other.clock.advance(Duration.ofMinutes(1));
        if (random != null) {
            Collections.shuffle(claims, random);
        }
        for (int from = 0, run = 0; from < claims.size(); run++) {
            int to = random == null ? from + 1 : from + 1 + random.nextInt(claims.size() - from);
            int again = random == null ? from : random.nextInt(from + 1);
            other.apply("r" + run, other.decide(claims.subList(again, to)));
            from = to;
        }
        return other.current();
    }

    @Test
    @DisplayName(
            "a birthday that is contradicted by what was told earlier waits in quarantine, and comes back when the run is taken back")
    void lateBirthday() {
        Message may = talk.say("My birthday is 3 May.");
        Message june = talk.say("My birthday is on 9 June.");
        talk.learn("r1", List.of(june));
        talk.learn("r2", List.of(may));
        assertThat(talk.current()).containsExactly("birthday = 3 May");
        MemoryQuarantine quarantine = new MemoryQuarantine(talk.storage, Talk.USER);
        Memory waiting = quarantine.list().get(0);
        assertThat(waiting.value()).isEqualTo("9 June");
        talk.learn("r3", List.of(may, june));
        assertThat(talk.current()).as("read again").containsExactly("birthday = 3 May");

        talk.undo("r2");
        assertThat(talk.current()).containsExactly("birthday = 9 June");
        assertThat(quarantine.list()).isEmpty();
    }

    @Test
    @DisplayName("a late birthday's contradiction can be accepted")
    void lateBirthdayAccepted() {
        Message may = talk.say("My birthday is 3 May.");
        Message june = talk.say("My birthday is on 9 June.");
        talk.learn("r1", List.of(june));
        talk.learn("r2", List.of(may));
        MemoryQuarantine quarantine = new MemoryQuarantine(talk.storage, Talk.USER);
        Memory counts = talk.memories(MemoryFilter.current()).get(0);
        quarantine.accept(quarantine.list().get(0), counts.id());
        assertThat(talk.current()).containsExactly("birthday = 9 June");
        assertThat(talk.closed()).containsExactly("birthday = 3 May");
    }

    @Test
    @DisplayName("a memory that the host stored is superseded by its key, too")
    void hostMemory() {
        talk.storage.memories().add(Talk.USER, NewMemory.fact("city", "Leeds"));
        talk.learn("r1", "I moved to York.");
        assertThat(talk.current()).containsExactly("city = York");
        assertThat(talk.closed()).containsExactly("city = Leeds");
    }

    @Test
    @DisplayName("values whose numbers, names or qualifiers differ are never one memory")
    void differences() {
        talk.learn("r1", "Remember that the code of the back door of the old house by the lake in the woods is 4417.");
        talk.learn("r2", "Remember that the code of the back door of the old house by the lake in the woods is 4471.");
        talk.learn(
                "r3",
                "Remember that the pain in the cold and wet winter of last year was in my left knee after each long run.");
        talk.learn(
                "r4",
                "Remember that the pain in the cold and wet winter of last year was in my right knee after each long run.");
        assertThat(talk.current()).hasSize(4);
    }

    @Test
    @DisplayName(
            "undo takes back what a run added, superseded, closed and confirmed, and nothing else; twice changes nothing")
    void undo() {
        talk.learn("r1", "I live in Leeds. I'm allergic to nuts and eggs. I like jazz.");
        List<Memory> before = talk.memories(MemoryFilter.all());
        Message change =
                talk.say("I moved to York. I'm no longer allergic to eggs. I'm allergic to nuts. I speak Welsh.");
        talk.learn("r2", List.of(change));
        assertThat(talk.current()).containsExactly("allergy = nuts", "city = York", "language = Welsh", "likes = jazz");

        UndoneRun undone = talk.undo("r2");
        assertThat(undone).isEqualTo(new UndoneRun(2, 2, 1, 0));
        assertThat(talk.current()).containsExactly("allergy = eggs", "allergy = nuts", "city = Leeds", "likes = jazz");
        for (Memory memory : before) {
            Memory now = talk.storage.memories().find(Talk.USER, memory.id()).orElseThrow();
            assertThat(now.content()).isEqualTo(memory.content());
            assertThat(now.isCurrent()).isTrue();
        }
        assertThat(talk.undo("r2").total()).isZero();
        assertThat(talk.learn("r3", List.of(change)).changed(Operation.ADD)).isZero();
        assertThat(talk.current()).doesNotContain("city = York");
        talk.learn("r4", "I moved to York.");
        assertThat(talk.current()).contains("city = York");
    }

    @Test
    @DisplayName("undo leaves alone what a later run has built on")
    void undoKeeps() {
        talk.learn("r1", "I live in Leeds.");
        talk.learn("r2", "I moved to York.");
        talk.learn("r3", "I moved to Hull.");
        UndoneRun undone = talk.undo("r2");
        assertThat(undone).isEqualTo(new UndoneRun(0, 0, 0, 1));
        assertThat(talk.current()).containsExactly("city = Hull");
    }

    @Test
    @DisplayName("undo takes back a run that confirmed a memory and superseded it then")
    void undoOfConfirmedAndSuperseded() {
        talk.learn("r1", "I live in Leeds.");
        Memory leeds = talk.memories(MemoryFilter.current()).get(0);
        talk.learn("r2", List.of(talk.say("I live in Leeds."), talk.say("I moved to York.")));
        assertThat(talk.current()).containsExactly("city = York");

        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(1, 1, 0, 0));
        assertThat(talk.current()).containsExactly("city = Leeds");
        assertThat(talk.memories(MemoryFilter.current()).get(0).content()).isEqualTo(leeds.content());
        assertThat(talk.undo("r2").total()).isZero();
    }

    @Test
    @DisplayName("undo leaves what was superseded since its end")
    void undoKeepsEnds() {
        talk.learn("r1", "I live in Leeds.");
        talk.learn("r2", "I live in Leeds.");
        talk.learn("r3", "I moved to York.");
        Instant end = talk.memories(MemoryFilter.closed()).get(0).validTo();
        assertThat(end).isNotNull();
        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(0, 0, 1, 0));
        Memory leeds = talk.memories(MemoryFilter.closed()).get(0);
        assertThat(leeds.sources()).hasSize(1);
        assertThat(leeds.validTo()).isEqualTo(end);
    }

    private Memory edited(Memory memory, String value) {
        return talk.storage
                .memories()
                .update(memory.withContent(MemoryContents.withValue(memory.content(), value, value)));
    }

    @Test
    @DisplayName("undo leaves alone what the host has changed since, though it kept the attributes")
    void undoKeepsEdits() {
        talk.learn("r1", "I live in Leeds.");
        Memory edited = edited(talk.memories(MemoryFilter.current()).get(0), "Leeds, UK");
        assertThat(talk.undo("r1")).isEqualTo(new UndoneRun(0, 0, 0, 1));
        assertThat(talk.memories(MemoryFilter.current())).containsExactly(edited);
    }

    @Test
    @DisplayName("undo leaves alone what the host has changed since a run confirmed it")
    void undoKeepsEditsOfWhatWasConfirmed() {
        talk.learn("r1", "I live in Leeds.");
        talk.learn("r2", "I live in Leeds.");
        Memory edited = edited(talk.memories(MemoryFilter.current()).get(0), "Leeds, UK");
        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(0, 0, 0, 1));
        assertThat(talk.memories(MemoryFilter.current())).containsExactly(edited);
    }

    @Test
    @DisplayName("undo lets what the host has changed count again, as it was changed, where the run superseded it then")
    void undoKeepsEditsOfWhatWasSuperseded() {
        talk.learn("r1", "I live in Leeds.");
        Memory leeds = edited(talk.memories(MemoryFilter.current()).get(0), "Leeds, UK");
        talk.learn("r2", "I moved to York.");
        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(1, 1, 0, 0));
        assertThat(talk.memories(MemoryFilter.current()))
                .hasSize(1)
                .allSatisfy(memory -> assertThat(memory.content()).isEqualTo(leeds.content()));
        assertThat(talk.undo("r1")).isEqualTo(new UndoneRun(0, 0, 0, 1));
    }

    @Test
    @DisplayName("undo of one run after the other takes back all, as what undo itself puts back is nobody's change")
    void undoOneAfterTheOther() {
        talk.learn("r1", "I live in Leeds.");
        talk.learn("r2", "I live in Leeds.");
        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(0, 0, 1, 0));
        assertThat(talk.undo("r1")).isEqualTo(new UndoneRun(1, 0, 0, 0));
        assertThat(talk.current()).isEmpty();
    }

    @Test
    @DisplayName("undo leaves alone what was accepted out of quarantine")
    void undoKeepsWhatWasAccepted() {
        talk.learn("r1", "My birthday is 3 May.");
        talk.learn("r2", "My birthday is 9 May.");
        MemoryQuarantine quarantine = new MemoryQuarantine(talk.storage, Talk.USER);
        Memory rival = talk.memories(MemoryFilter.current()).get(0);
        quarantine.accept(quarantine.list().get(0), rival.id());
        List<String> accepted = talk.current();
        assertThat(talk.undo("r2")).isEqualTo(new UndoneRun(0, 0, 0, 1));
        assertThat(talk.current()).isEqualTo(accepted);
    }

    @Test
    @DisplayName("undo needs no more than a trimmed history keeps, and guesses nothing where it has forgotten more")
    void undoTrimmed() {
        talk.learn("r1", "I'm allergic to nuts and eggs.");
        for (int i = 0; i < 6; i++) {
            talk.learn("r2", "I'm allergic to nuts.");
        }
        for (int i = 0; i < 6; i++) {
            talk.learn("r" + (3 + i), "I'm allergic to eggs.");
        }
        List<Memory> before = talk.memories(MemoryFilter.current());
        assertThat(talk.trimmed()).isEqualTo(6);

        assertThat(talk.undo("r2")).as("how it was before is forgotten").isEqualTo(new UndoneRun(0, 0, 0, 1));
        assertThat(talk.memories(MemoryFilter.current())).isEqualTo(before);
        assertThat(talk.undo("r8")).isEqualTo(new UndoneRun(0, 0, 1, 0));
        Memory eggs = talk.memories(MemoryFilter.current()).stream()
                .filter(memory -> memory.value().equals("eggs"))
                .findFirst()
                .orElseThrow();
        assertThat(eggs.sources()).hasSize(6);
        assertThat(talk.undo("r1")).isEqualTo(new UndoneRun(0, 0, 0, 2));
    }

    @Test
    @DisplayName("the same is learned however the messages are cut into batches")
    void batches() {
        List<String> lines = List.of(
                "I live in Leeds.",
                "My sister Ana lives in Lisbon.",
                "My birthday is 3 May.",
                "Sorry, I meant 4 May.",
                "I'm allergic to nuts.",
                "I moved to York.",
                "My colleague Ana lives in Turin.",
                "Ana's birthday is 9 July.",
                "I work at Tarn & Alder.",
                "I'm no longer allergic to nuts.",
                "I left Tarn & Alder for Lark Studio.",
                "My birthday is on 9 May.",
                "I live in York.",
                "My number is 07700 900123.",
                "My new number is 07700 900124.");
        List<String> expected = null;
        Random random = new Random(20260302);
        for (int round = 0; round < 30; round++) {
            Talk other = new Talk();
            List<Message> messages = lines.stream().map(other::say).toList();
            List<Message> rest = new ArrayList<>(messages);
            while (!rest.isEmpty()) {
                int size = round == 0 ? rest.size() : 1 + random.nextInt(rest.size());
                other.clock.advance(Duration.ofMinutes(1));
                other.learn("r" + rest.size(), List.copyOf(rest.subList(0, size)));
                rest.subList(0, size).clear();
            }
            List<String> learned = other.memories(MemoryFilter.all()).stream()
                    .map(memory -> memory.id() + " " + memory.key() + " = " + memory.value() + " " + memory.isCurrent()
                            + " " + memory.sources() + " " + memory.validFrom() + " " + memory.validTo() + " "
                            + memory.supersededBy())
                    .sorted()
                    .toList();
            expected = expected == null ? learned : expected;
            assertThat(learned).as("round " + round).isEqualTo(expected);
        }
        assertThat(expected).hasSizeGreaterThan(12);
    }

    @Test
    @DisplayName("every memory cites messages of its user that exist")
    void evidence() {
        talk.learn("r1", "My sister Ana lives in Lisbon. I'm a carpenter. My number is 07700 900123.");
        assertThat(talk.memories(MemoryFilter.all())).hasSize(4).allSatisfy(memory -> {
            assertThat(memory.sources()).isNotEmpty();
            assertThat(talk.storage.chat().listByIds(Talk.USER, memory.sources()))
                    .hasSameSizeAs(memory.sources());
        });
    }
}
