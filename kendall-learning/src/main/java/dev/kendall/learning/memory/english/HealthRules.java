package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import dev.kendall.memory.Importance;
import dev.kendall.memory.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Allergies, conditions, diets. */
final class HealthRules {
    private static final Facet CONDITION =
            new Facet("condition", Facet.Cardinality.MANY, Facet.Form.TEXT, MemoryType.FACT, Importance.HIGH);
    private static final String DEGREE =
            "(?:(?i:severely|deathly|badly|mildly|slightly|extremely|violently|terribly|seriously|quite|pretty|apparently|highly|a bit|a little|both) ){0,6}";
    private static final String HAVING = "(?i:(?:a|an) )?(?:(?i:severe|bad|serious|mild|slight|terrible|nasty) ){0,6}";
    private static final String DIETS =
            "(?:(?:strict|full|devout|lifelong|strictly|fully) ){0,6}(?<diet>(?i:vegan|vegetarian|veggie|pescatarian|pescetarian|flexitarian|gluten-free|keto|halal|kosher|dairy-free))(?![\\w-])";
    private static final String CONDITIONS =
            "(?<condition>(?i:(?:type (?:1|2|one|two) )?diabet(?:es|ic)|asthma(?:tic)?|epilep(?:sy|tic)|coeliac(?: disease)?|celiac(?: disease)?|migraines?|arthritis|high blood pressure|a pacemaker|hay fever|adhd|anaemi[ac]|dyslexi[ac]|lactose intoleran(?:t|ce)|gluten intoleran(?:t|ce)|colou?r-?blind))(?![\\w-])";

    /** Medicines that who must not have them is allergic to. */
    private static final String MEDICINES =
            "(?i:penicillin|amoxicillin|aspirin|ibuprofen|codeine|morphine|sulfa(?: drugs)?|naproxen|latex)";

    /** "… can't have eggs, proper allergy". */
    private static final String MUST_NOT_EAT =
            "%s(?:can't|cannot|can not) (?:have|eat|take) (?<what>[\\p{L}-]+(?: [\\p{L}-]+)?),? (?:it's |it is )?(?:an? )?(?:(?i:proper|real|serious|severe|bad|nasty|true) ){0,2}(?i:allergy)\\b";

    private HealthRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.own("{I'm} {adv}" + DEGREE + "allergic to ", HealthRules::allergic),
                Rule.own(
                        "{I} {adv}(?:can't|cannot|can not) {adv}(?:have|take|be given) (?<what>" + MEDICINES
                                + ")(?![\\w-])(?! (?:before|until|till|while|with|after|because|as|since|yet|now|today|for|right|on|this|and|or)\\b)",
                        HealthRules::allergy),
                Rule.own(MUST_NOT_EAT.formatted("{I} {adv}"), HealthRules::allergy),
                Rule.other(MUST_NOT_EAT.formatted(" {adv}"), HealthRules::allergy),
                Rule.other("{is} {adv}" + DEGREE + "allergic to ", HealthRules::allergic),
                Rule.own("{I've} {adv}(?:got |have )?" + HAVING + "allerg(?:y|ies) to ", HealthRules::allergic),
                Rule.other(" has " + HAVING + "allerg(?:y|ies) to ", HealthRules::allergic),
                Rule.own(
                        "{I've} {adv}(?:got |have )?(?i:a|an) (?<what>(?:[\\p{L}-]+ ){1,3}?)allergy\\b",
                        HealthRules::allergy),
                Rule.other(" has (?i:a|an) (?<what>(?:[\\p{L}-]+ ){1,3}?)allergy\\b", HealthRules::allergy),
                Rule.own(
                        "{my} (?:allergies are|allergies include|allergy is|only allergy is):? ",
                        HealthRules::allergic),
                Rule.own("{I'm} (?:not|no longer) {adv}" + DEGREE + "allergic to ", HealthRules::notAllergic),
                Rule.other(
                        "(?: isn't| is not|'s not| is no longer|'s no longer) {adv}allergic to ",
                        HealthRules::notAllergic),
                Rule.own(
                        "{I} (?:don't|do not|no longer) have (?i:a|an) (?<what>(?:[\\p{L}-]+ ){1,3}?)allergy\\b",
                        HealthRules::noAllergy),
                Rule.own(
                        "{I've} {adv}(?:outgrown|outgrew|grew out of|grown out of) my (?<what>(?:[\\p{L}-]+ ){1,3}?)allergy\\b",
                        HealthRules::noAllergy),
                Rule.own("{I'm} {adv}(?:an? )?" + DIETS, HealthRules::diet),
                Rule.own(
                        "{I've} {adv}(?:gone|went|turned|become|became|been) {adv}(?:an? )?" + DIETS,
                        HealthRules::diet),
                Rule.own("{I} {adv}(?:eat|keep|follow)(?: an?)? " + DIETS, HealthRules::diet),
                Rule.own(
                        "{I} {adv}(?:do )?eat fish(?: now| again)?,? (?:but |and |though )?(?:still )?(?:no|not|never) meat\\b",
                        (who, match, scene) -> scene.state(who, Facet.DIET, "pescatarian")),
                Rule.other(
                        "(?:'s| is| has gone|'s gone|'s become| has become| went| turned| became) {adv}(?:an? )?"
                                + DIETS,
                        HealthRules::diet),
                Rule.own("{I'm} (?:not|no longer) {adv}(?:an? )?" + DIETS, HealthRules::noDiet),
                Rule.own(
                        "{I've} {adv}(?:stopped being|gave up being|given up being|quit being|used to be) (?:an? )?"
                                + DIETS,
                        HealthRules::noDiet),
                Rule.other(
                        "(?: isn't| is not|'s not| is no longer|'s no longer) {adv}(?:an? )?" + DIETS,
                        HealthRules::noDiet),
                Rule.own("{I've} {adv}(?:got |have )?" + CONDITIONS, HealthRules::condition),
                Rule.own("{I'm} {adv}(?:an? )?" + CONDITIONS, HealthRules::condition),
                Rule.other("(?: has|'s| is) {adv}(?:an? )?" + CONDITIONS, HealthRules::condition));
    }

    private static void allergic(Subject who, Rule.Match match, Scene scene) {
        Phrases.list(match.rest()).forEach(item -> scene.state(who, Facet.ALLERGY, item));
    }

    private static void notAllergic(Subject who, Rule.Match match, Scene scene) {
        Phrases.list(match.rest()).forEach(item -> scene.deny(who, Facet.ALLERGY, item));
    }

    private static void allergy(Subject who, Rule.Match match, Scene scene) {
        scene.state(who, Facet.ALLERGY, substance(match));
    }

    private static void noAllergy(Subject who, Rule.Match match, Scene scene) {
        scene.deny(who, Facet.ALLERGY, substance(match));
    }

    @Nullable
    private static String substance(Rule.Match match) {
        Matcher what = Pattern.compile(
                        "^(?:(?i:severe|bad|serious|mild|slight|terrible|nasty|life-threatening|food|new) ){0,6}(.*)$")
                .matcher(String.valueOf(match.group("what")).strip());
        return what.matches() && !what.group(1).isBlank() ? what.group(1) : null;
    }

    private static void diet(Subject who, Rule.Match match, Scene scene) {
        if (!match.rest()
                .matches(
                        "(?i)[- ](?:restaurant|recipe|place|food|friendly|dinner|meal|option|cheese|curious|burger|cafe|menu).*")) {
            scene.state(who, Facet.DIET, String.valueOf(match.group("diet")).toLowerCase(Locale.ROOT));
        }
    }

    private static void noDiet(Subject who, Rule.Match match, Scene scene) {
        scene.deny(who, Facet.DIET, String.valueOf(match.group("diet")).toLowerCase(Locale.ROOT));
    }

    private static void condition(Subject who, Rule.Match match, Scene scene) {
        String value = String.valueOf(match.group("condition")).toLowerCase(Locale.ROOT);
        scene.state(who, CONDITION, value);
    }
}
