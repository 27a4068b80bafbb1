package dev.kendall.learning.memory.english;

import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Claim.Kind;
import dev.kendall.learning.memory.Claim.Polarity;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Facts that users state in English, found by rules: names, jobs, places, phone numbers and e-mail addresses, birthdays and other days, allergies and
 * diets, likes, the people around them and the same of those, and whatever they ask to remember.
 *
 * <p>It prefers to miss: questions, suppositions, plans, what others said, pasted and quoted text and work on texts say nothing. It does not understand
 * irony. Messages in other languages mostly yield nothing; give a {@link MemoryExtractor} for those. It looks at no message longer than
 * {@value #MAX_TEXT} characters. Thread-safe; it needs neither a model nor a network.
 */
public final class EnglishGrammar implements MemoryExtractor {
    /** The longest message that is read, in characters. */
    public static final int MAX_TEXT = 8_000;

    private static final List<Rule> FACTS = Stream.of(
                    ContactRules.all(),
                    PlaceRules.all(),
                    WorkRules.all(),
                    HealthRules.all(),
                    TasteRules.all(),
                    PeopleRules.all())
            .flatMap(List::stream)
            .toList();
    private static final List<Rule> DATES = DateRules.all();
    private static final List<Rule> ALL =
            Stream.concat(FACTS.stream(), DATES.stream()).toList();
    private static final Rule MENTION = PeopleRules.mention();

    @Override
    public String name() {
        return "english_grammar";
    }

    @Override
    public Extraction extract(MemoryWindow window) {
        List<Claim> claims = new ArrayList<>();
        for (Message message : window.evidence()) {
            claims.addAll(claims(window, message));
        }
        return Extraction.of(claims);
    }

    private static List<Claim> claims(MemoryWindow window, Message message) {
        String said = MemoryWindow.said(message);
        if (said.length() > MAX_TEXT) {
            return List.of();
        }
        List<Message> before = window.before(message);
        Message last = before.isEmpty() ? null : before.get(before.size() - 1);
        Scene scene = new Scene(message, window.zone());
        Supplier<List<Claim>> earlier = () -> earlier(before, window);
        List<Sentence> sentences = Prose.sentences(said);
        for (Sentence sentence : sentences) {
            if (!isEcho(sentence, before)) {
                read(sentence, scene, earlier);
            }
        }
        if (sentences.size() == 1 && scene.claims().isEmpty()) {
            scene.read(sentences.get(0));
            AnswerRules.read(last, sentences.get(0).text(), scene);
        }
        return scene.claims();
    }

    /** What the user said last before this message: what a correction may put right. */
    private static List<Claim> earlier(List<Message> before, MemoryWindow window) {
        for (int i = before.size() - 1; i >= 0; i--) {
            Message message = before.get(i);
            if (message.role() == Role.USER && window.isEvidence(message)) {
                return alone(message, window.zone());
            }
        }
        return List.of();
    }

    private static List<Claim> alone(Message message, ZoneId zone) {
        String said = MemoryWindow.said(message);
        if (said.length() > MAX_TEXT) {
            return List.of();
        }
        Scene scene = new Scene(message, zone);
        Prose.sentences(said).forEach(sentence -> read(sentence, scene, List::of));
        return scene.claims();
    }

    /** Whether the assistant said the same sentence shortly before: who repeats it did not tell it. */
    private static boolean isEcho(Sentence sentence, List<Message> before) {
        String words = String.join(" ", Phrases.words(sentence.text()));
        return words.split(" ").length >= 4
                && before.stream()
                        .filter(message -> message.role() == Role.ASSISTANT)
                        .anyMatch(message ->
                                String.join(" ", Phrases.words(message.text())).contains(words));
    }

    private static void read(Sentence sentence, Scene scene, Supplier<List<Claim>> earlier) {
        scene.read(sentence);
        String remind = RequestRules.remind(sentence.text());
        if (remind != null) {
            scene.add(
                    remind.length() > Claim.MAX_VALUE
                            ? null
                            : Claim.stated(Facet.REMINDER, remind, scene.evidence())
                                    .as(Kind.ASKED));
            return;
        }
        String remember = RequestRules.remember(sentence.text());
        if (remember != null) {
            remember(sentence, remember, scene);
            return;
        }
        String forget = RequestRules.forget(sentence.text());
        if (forget != null) {
            List<Claim> denied = statements(new Sentence(sentence.quote(), forget), scene);
            denied.forEach(claim -> scene.add(claim.with(Polarity.DENIED).as(Kind.ASKED)));
            return;
        }
        List<Claim> stated = statements(sentence, scene);
        if (stated.isEmpty() && CorrectionRules.mayCorrect(sentence)) {
            List<Claim> before = Stream.concat(earlier.get().stream(), scene.claims().stream())
                    .toList();
            scene.add(CorrectionRules.correct(sentence, before, scene));
        }
        boolean corrects = CorrectionRules.corrects(sentence.text());
        stated.forEach(claim -> scene.add(corrects ? claim.as(Kind.CORRECTED) : claim));
    }

    private static void remember(Sentence sentence, String content, Scene scene) {
        List<Claim> stated = statements(new Sentence(sentence.quote(), content), scene);
        if (stated.isEmpty() && content.length() <= Claim.MAX_VALUE) {
            scene.add(Claim.stated(Facet.NOTE, content, scene.evidence()).as(Kind.ASKED));
        }
        stated.forEach(claim -> scene.add(claim.as(Kind.ASKED)));
    }

    private static List<Rule> rules(Mood mood) {
        return switch (mood) {
            case PLAIN -> ALL;
            case PLANNED -> DATES;
            case QUESTION, UNREAL, REPORTED -> List.of();
        };
    }

    /** What the clauses of a sentence state; the scene's own claims stay as they are. */
    private static List<Claim> statements(Sentence sentence, Scene scene) {
        int first = scene.claims().size();
        for (Clause clause : sentence.clauses()) {
            boolean ofUser = clause.speaksOfUser();
            boolean ofOthers = clause.speaksOfOthers();
            if (ofUser && clause.mood() != Mood.UNREAL && clause.mood() != Mood.REPORTED) {
                MENTION.read(clause, scene);
            }
            for (Rule rule : rules(clause.mood())) {
                if (rule.isOfOthers() ? ofOthers : ofUser) {
                    rule.read(clause, scene);
                }
            }
        }
        List<Claim> made = scene.claims().subList(first, scene.claims().size());
        List<Claim> copy = List.copyOf(made);
        made.clear();
        return copy;
    }
}
