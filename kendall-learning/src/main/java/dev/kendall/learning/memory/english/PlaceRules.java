package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people live and come from. */
final class PlaceRules {
    private static final Facet BIRTHPLACE = Facet.single("birthplace");
    private static final Pattern ADDRESS = Pattern.compile("^(?:now )?(?:at )?(\\d+[a-zA-Z]?,? [^.;!?\\uFFFC]{3,100})");
    private static final Pattern TO = Pattern.compile("^(?:.{0,60}? )?(?:back )?to (.*)$");
    private static final Pattern FROM = Pattern.compile("^from (.*)$");

    private PlaceRules() {}

    static List<Rule> all() {
        String living = "(?:live|reside|am based|am living)";
        return List.of(
                Rule.own("{I} {adv}" + living + " {adv}(?:in|near) ", PlaceRules::lives),
                Rule.own("{I've} {adv}(?:been living|been based) in ", PlaceRules::lives),
                Rule.own("{I've} {adv}lived in (?=[^,.]*\\b(?:since|for)\\b)", PlaceRules::livesSince),
                Rule.own("{I'm} {adv}(?:living|based|settled) {adv}in ", PlaceRules::lives),
                Rule.other(" {adv}(?:lives|resides|is living|is based|'s living|'s based) {adv}in ", PlaceRules::lives),
                Rule.own("{I've} {adv}(?:moved|relocated)(?: house| home| out)?(?= )", PlaceRules::moves),
                Rule.own("{my} (?:new |current )?(?:home|home city|city|town) is {adv}(?:in )?", PlaceRules::lives),
                Rule.other("{has} {adv}(?:moved|relocated)(?= )", PlaceRules::moves),
                Rule.own("{I} (?:don't|do not|no longer|dont) {adv}live in ", PlaceRules::livesNot),
                Rule.own("{I'm} (?:not|no longer) {adv}(?:living|based) in ", PlaceRules::livesNot),
                Rule.own("{I} used to (?:live|be based) in ", PlaceRules::livesNot),
                Rule.own("{I've} {adv}moved (?:away from|out of) ", PlaceRules::livesNot),
                Rule.other(" (?:doesn't|does not|no longer) {adv}lives? in ", PlaceRules::livesNot),
                Rule.own(
                        "{I'm} {adv}(?:originally )?from ",
                        (who, match, scene) -> scene.state(who, Facet.HOMETOWN, Phrases.place(match.rest()))),
                Rule.own(
                        "{I} (?:come from|grew up in|was raised in) ",
                        (who, match, scene) -> scene.state(who, Facet.HOMETOWN, Phrases.place(match.rest()))),
                Rule.own(
                        "{my} home ?town is {adv}",
                        (who, match, scene) -> scene.state(who, Facet.HOMETOWN, Phrases.place(match.rest()))),
                Rule.own(
                        "{I} was born in ",
                        (who, match, scene) -> scene.state(who, BIRTHPLACE, Phrases.place(match.rest()))),
                Rule.other(
                        "(?:{is} (?:originally )?from| grew up in| comes from) ",
                        (who, match, scene) -> scene.state(who, Facet.HOMETOWN, Phrases.place(match.rest()))),
                Rule.own(
                        "{my} (?:new |home |current |postal ){0,6}address (?:is|has changed to|changed to)(?: now)?:? ",
                        PlaceRules::address),
                Rule.own("{I} {adv}live at ", PlaceRules::address),
                Rule.own("{I've} {adv}moved to (?=\\d)", PlaceRules::address));
    }

    /** "I have lived in York since" says that it goes on; "I lived in York" does not. */
    private static void livesSince(Subject who, Rule.Match match, Scene scene) {
        if (match.matcher().group().matches("(?i)(?:I've|I have|we've|we have) .*")) {
            lives(who, match, scene);
        }
    }

    private static void lives(Subject who, Rule.Match match, Scene scene) {
        String place = Phrases.place(match.rest());
        if (place != null) {
            scene.add(Claim.stated(Facet.CITY, place, scene.evidence())
                    .about(who)
                    .since(scene.start(since(match, scene))));
        }
    }

    /** Since when, where the words say it: "since May", not a year that somebody happens to mention. */
    private static @Nullable LocalDate since(Rule.Match match, Scene scene) {
        int since = match.rest().indexOf(" since ");
        return since < 0 ? null : scene.days().since(match.rest().substring(since));
    }

    private static void moves(Subject who, Rule.Match match, Scene scene) {
        Matcher to = TO.matcher(match.rest().strip());
        if (!to.matches() || match.rest().contains(" as a")) {
            return;
        }
        String place = Phrases.place(to.group(1));
        if (place != null) {
            Matcher from = FROM.matcher(match.rest().strip());
            String left = from.matches() ? Phrases.place(from.group(1)) : null;
            scene.add(Claim.stated(Facet.CITY, place, scene.evidence())
                    .about(who)
                    .insteadOf(left)
                    .since(scene.start(past(match, scene))));
        }
    }

    private static @Nullable LocalDate past(Rule.Match match, Scene scene) {
        LocalDate day = scene.days().since(match.rest());
        return day == null || day.isAfter(scene.said()) ? null : day;
    }

    private static void livesNot(Subject who, Rule.Match match, Scene scene) {
        scene.deny(who, Facet.CITY, Phrases.place(match.rest()));
    }

    private static void address(Subject who, Rule.Match match, Scene scene) {
        Matcher address = ADDRESS.matcher(match.rest());
        if (address.find()) {
            String value = address.group(1)
                    .replaceAll("(?:,? (?:now|and|but|so|since|from|if|these days)\\b.*)$", "")
                    .replaceAll("[,. ]+$", "");
            scene.state(who, Facet.ADDRESS, value);
        }
    }
}
