package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.english.Days.Day;
import dev.kendall.learning.memory.english.Days.Direction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Corrections, whole ("Sorry, I live in York") and elliptical ("Sorry, I meant York, not Leeds"), which put right the claim before them. */
final class CorrectionRules {
    private static final Pattern MARK = Pattern.compile(
            "(?i)(?:^|[,;.] )(?:(?:oh|oops|ah|hm+|um|wait)[,!.]? ){0,6}(?:sorry|correction|actually|oops|my mistake|my bad|i was wrong|i misspoke|i made a mistake|typo|to correct myself|no wait|scratch that|wrong|that's wrong|that is wrong|not quite|i mean|i meant|i should have said)\\b");
    private static final Pattern SHORT = Pattern.compile(
            "(?i)^(?:(?:oh|oops|ah|hm+|um|wait|no|sorry|correction|actually|my mistake|my bad|typo|scratch that|wrong|apologies)[,.!:;]? ?(?:- )?)+(?:(?:that|this) was wrong,? |i was wrong,? )?(?:i (?:meant|mean)(?: to say)?|it's|it is|that's|that should be|that should have been|it should be|make that|make it|should be)?:? ?(?<value>.+?)(?:,? (?:and )?not (?<old>.+?))?[.! ]*$");
    private static final Pattern MEANT =
            Pattern.compile("(?i)^i (?:meant|mean)(?: to say)? (?<value>.+?)(?:,? not (?<old>.+?))?[.! ]*$");
    private static final Pattern INSTEAD = Pattern.compile("(?i)^it's (?<value>.+?),? not (?<old>.+?)[.! ]*$");

    private static final List<Pattern> FORMS = List.of(MEANT, INSTEAD, SHORT);

    private CorrectionRules() {}

    /** Whether the clause puts something right. */
    static boolean corrects(String text) {
        return MARK.matcher(text).find();
    }

    /** Whether the sentence has the form of an elliptical correction. */
    static boolean mayCorrect(Sentence sentence) {
        return FORMS.stream().anyMatch(form -> form.matcher(sentence.text()).find());
    }

    /** The claim that an elliptical correction makes of the ones before it, or null. */
    static @Nullable Claim correct(Sentence sentence, List<Claim> before, Scene scene) {
        for (Pattern form : FORMS) {
            Matcher found = form.matcher(sentence.text());
            if (!found.find()) {
                continue;
            }
            for (int i = before.size() - 1; i >= 0; i--) {
                Claim wrong = before.get(i);
                String value = value(wrong.facet(), found.group("value"), scene);
                if (wrong.value() != null && value != null && !value.equals(wrong.value())) {
                    return wrong.withValue(value, scene.evidence())
                            .insteadOf(wrong.value())
                            .with(Claim.Polarity.AFFIRMED)
                            .since(null)
                            .as(Claim.Kind.CORRECTED);
                }
            }
        }
        return null;
    }

    private static @Nullable String value(Facet facet, String words, Scene scene) {
        return switch (facet.form()) {
            case PHONE -> Phrases.phone(words);
            case EMAIL -> Phrases.email(words);
            case DATE -> {
                Day day = scene.days().at(Phrases.skipped(words).replaceFirst("^(?:on |the )+", ""), Direction.AHEAD);
                boolean yearly = facet.equals(Facet.BIRTHDAY) || facet.equals(Facet.ANNIVERSARY);
                yield day == null ? null : yearly ? day.yearly() : day.full();
            }
            case TEXT -> text(facet, words);
        };
    }

    private static @Nullable String text(Facet facet, String words) {
        if (facet.equals(Facet.NOTE) || facet.equals(Facet.REMINDER)) {
            return null;
        }
        if (facet.equals(Facet.CITY) || facet.equals(Facet.HOMETOWN)) {
            String place = Phrases.place(words.replaceFirst("^(?i:in) ", ""));
            return place != null
                            && place.length()
                                    >= words.replaceFirst("^(?i:in) ", "").length() - 1
                    ? place
                    : null;
        }
        String head = Phrases.head(words.replaceFirst("^(?i:to|at|for) ", ""), 4);
        boolean wholeAnswer = head != null && head.length() >= words.length() - 4;
        return wholeAnswer ? head : null;
    }
}
