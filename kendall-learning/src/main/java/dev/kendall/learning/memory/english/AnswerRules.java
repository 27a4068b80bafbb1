package dev.kendall.learning.memory.english;

import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.english.Days.Direction;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short answers to what the assistant just asked: "Where do you live?" "Leeds." */
final class AnswerRules {
    private static final Pattern WHERE = question(
            "where (?:do you live|are you (?:based|living))|(?:which|what) (?:city|town) (?:do you live in|are you in|are you based in)");
    private static final Pattern NAME =
            question("what(?:'s| is) your name|what should I call you|may I (?:ask|have) your name");
    private static final Pattern PHONE =
            question("(?:what(?:'s| is) your|can I have your|could you give me your) (?:phone |mobile )?number");
    private static final Pattern BIRTHDAY = question("when(?:'s| is) your birthday");
    private static final Pattern EMPLOYER = question("where do you work|who do you work for");
    private static final Pattern ALLERGY =
            question("(?:do you have|have you|are there) any (?:food )?allergies|what are you allergic to");

    private AnswerRules() {}

    private static Pattern question(String words) {
        return Pattern.compile("(?i)\\b(?:" + words + ")\\b[^?.!]{0,40}\\?[^?]{0,40}$");
    }

    /** The claims that the sentence makes as the answer to the last question, none where it is no short answer. */
    static void read(@Nullable Message asked, String sentence, Scene scene) {
        String words = Phrases.skipped(
                sentence.replaceAll("[.! ]+$", "").replaceFirst("^(?i:yes|sure|it's|it is|in|at|i'm|just|for),? ", ""));
        if (asked == null || asked.role() != Role.ASSISTANT || words.split(" ").length > 6 || sentence.endsWith("?")) {
            return;
        }
        String question = asked.text();
        if (WHERE.matcher(question).find()) {
            whole(scene, Facet.CITY, Phrases.place(words), words);
        } else if (NAME.matcher(question).find()) {
            String name = Lexicon.name(words);
            whole(scene, Facet.NAME, name != null && Character.isUpperCase(name.charAt(0)) ? name : null, words);
        } else if (PHONE.matcher(question).find()) {
            whole(scene, Facet.PHONE, Phrases.phone(words), words);
        } else if (BIRTHDAY.matcher(question).find()) {
            Days.Day day = scene.days().at(words, Direction.AHEAD);
            whole(scene, Facet.BIRTHDAY, day == null ? null : day.yearly(), null);
        } else if (EMPLOYER.matcher(question).find()) {
            whole(scene, Facet.EMPLOYER, Phrases.firm(words), words);
        } else if (ALLERGY.matcher(question).find() && !words.matches("(?i)(?:no|none|not|nothing|nope|i)\\b.*")) {
            List<String> items = Phrases.list(words);
            items.forEach(
                    item -> scene.add(Claim.stated(Facet.ALLERGY, item.toLowerCase(Locale.ROOT), scene.evidence())));
        }
    }

    private static void whole(Scene scene, Facet facet, @Nullable String value, @Nullable String words) {
        if (value != null && (words == null || value.length() >= words.length() - 2)) {
            scene.add(Claim.stated(facet, value, scene.evidence()));
        }
    }
}
