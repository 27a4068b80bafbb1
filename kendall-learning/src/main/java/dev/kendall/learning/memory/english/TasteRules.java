package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Likes, favourites, languages, and things of which people have one, such as a shoe size. */
final class TasteRules {
    private static final String SINGLES =
            "(?<what>(?i:shoe size|blood type|blood group|ring size|dress size|clothing size|shirt size|t-shirt size|height|postcode|zip code|zip|"
                    + "licen[cs]e plate|number plate|membership number|library card number|frequent flyer number|maiden name|middle name|surname|last name|car|star sign|"
                    + "time zone|native language|mother tongue|first language|waist size|seat preference|gym|bank|usual order|coffee order|doctor's name|wifi name))";
    private static final String IS = "(?i: is| has changed to|'s)(?: now| actually)?(?: an?| the)? ";
    private static final Pattern VALUE = Pattern.compile("^([^.,;!?\\uFFFC]{1,60})");

    private TasteRules() {}

    static List<Rule> all() {
        String loves = "(?:like|love|enjoy|adore|am fond of|am into|prefer)";
        String hates = "(?:hate|dislike|can't stand|cannot stand|detest|don't like|do not like|don't enjoy|loathe)";
        return List.of(
                Rule.own("{I} {adv}" + loves + " ", (who, match, scene) -> likes(who, match, scene)),
                Rule.own(
                        "{I'm} {adv}(?:a (?:big|huge|massive) fan of|into|fond of|crazy about) ",
                        (who, match, scene) -> likes(who, match, scene)),
                Rule.other(" {adv}(?:likes|loves|enjoys|adores) ", (who, match, scene) -> likes(who, match, scene)),
                Rule.own("{I} {adv}" + hates + " ", TasteRules::dislikes),
                Rule.other(" {adv}(?:hates|dislikes|can't stand|doesn't like|detests) ", TasteRules::dislikes),
                Rule.own(
                        "{I} no longer (?:like|love|enjoy) ",
                        (who, match, scene) -> scene.deny(who, Facet.LIKES, Phrases.thing(match.rest()))),
                Rule.own(
                        "{my} (?:all-time |absolute )?favou?rite (?<what>(?:[\\p{L}-]{1,22} ){0,2}[\\p{L}-]{1,22}?)"
                                + IS,
                        TasteRules::favourite),
                Rule.other(
                        "'s favou?rite (?<what>(?:[\\p{L}-]{1,22} ){0,2}[\\p{L}-]{1,22}?)" + IS, TasteRules::favourite),
                Rule.own(
                        "{my} (?:all-time )?favou?rite (?<what>(?:[\\p{L}-]{1,22} ){0,2}[\\p{L}-]{1,22}?)(?: isn't| is not| is no longer) ",
                        (who, match, scene) -> scene.deny(who, facet(match), Phrases.head(match.rest(), 5))),
                Rule.own("{my} " + SINGLES + IS, TasteRules::single),
                Rule.other("'s " + SINGLES + IS, TasteRules::single),
                Rule.own(
                        "{I} {adv}drive an? ",
                        (who, match, scene) -> scene.state(who, Facet.single("car"), car(match.rest()))),
                Rule.own(
                        "{I} {adv}speak (?:fluent |good |some |a little |a bit of |native |decent ){0,6}(?=[A-Z])",
                        TasteRules::languages),
                Rule.other(
                        " {adv}speaks (?:fluent |good |some |a little |native |only ){0,6}(?=[A-Z])",
                        TasteRules::languages),
                Rule.own("{I'm} {adv}(?:fluent in|a native speaker of) (?=[A-Z])", TasteRules::languages),
                Rule.own(
                        "{I'm} {adv}(?<status>married|single|divorced|engaged|widowed|separated)\\b",
                        TasteRules::status),
                Rule.own(
                        "{I've} {adv}(?:got |gotten |been )(?<status>married|divorced|engaged|separated)\\b(?! on )",
                        TasteRules::status),
                Rule.own(
                        "{I'm} (?:not|no longer) {adv}(?<status>married|single|engaged)\\b",
                        (who, match, scene) -> scene.deny(who, Facet.MARITAL_STATUS, status(match))));
    }

    private static void likes(Subject who, Rule.Match match, Scene scene) {
        String thing = Phrases.thing(match.rest());
        if (thing != null) {
            scene.state(who, Facet.LIKES, thing);
        }
    }

    private static void dislikes(Subject who, Rule.Match match, Scene scene) {
        String thing = Phrases.thing(match.rest());
        if (thing == null) {
            return;
        }
        boolean noLonger = match.rest().matches("(?i).*\\b(?:any ?more|any longer)\\b.*");
        boolean not = match.matcher().group().matches("(?i).*\\b(?:don't|do not|doesn't)\\b.*");
        if (not && noLonger) {
            scene.deny(who, Facet.LIKES, thing);
        } else {
            scene.state(who, Facet.DISLIKES, thing);
        }
    }

    private static Facet facet(Rule.Match match) {
        String thing =
                String.valueOf(match.group("what")).toLowerCase(Locale.ROOT).replace("color", "colour");
        return Facet.favourite(thing);
    }

    private static void favourite(Subject who, Rule.Match match, Scene scene) {
        String value = Phrases.head(match.rest(), 5);
        if (value != null && !value.matches("(?i)(?:not|no|that|when|how|one|to)\\b.*")) {
            scene.state(who, facet(match), value);
        }
    }

    private static void single(Subject who, Rule.Match match, Scene scene) {
        String what = String.valueOf(match.group("what")).toLowerCase(Locale.ROOT);
        Matcher value = VALUE.matcher(match.rest());
        if (!value.find()) {
            return;
        }
        boolean car = what.equals("car");
        String text = car ? car(match.rest()) : cut(value.group(1));
        if (text != null && !text.isBlank()) {
            scene.state(who, Facet.single(what), text);
        }
    }

    private static String cut(String value) {
        return value.replaceAll(
                        " (?:now|and|but|so|since|because|these days|at the moment|by the way|if|in case|please|just|not)\\b.*$",
                        "")
                .strip();
    }

    private static @Nullable String car(String rest) {
        String head = Phrases.head(rest, 5);
        return head == null || head.equals(head.toLowerCase(Locale.ROOT)) ? null : head;
    }

    private static void languages(Subject who, Rule.Match match, Scene scene) {
        for (String language :
                Phrases.list(match.rest().replaceAll("(?:fluent|good|some|a little|a bit of|native|decent) ", ""))) {
            if (Character.isUpperCase(language.charAt(0)) && !language.contains(" ")) {
                scene.state(who, Facet.LANGUAGE, language);
            }
        }
    }

    private static void status(Subject who, Rule.Match match, Scene scene) {
        String rest = match.rest();
        if (status(match).equals("engaged") && rest.matches(" (?:in|with)\\b.*")
                || rest.matches(" (?:to (?:my job|the idea|work)|parent|bed|room|file).*")) {
            return;
        }
        scene.add(Claim.stated(Facet.MARITAL_STATUS, status(match), scene.evidence())
                .about(who));
        Matcher to = Pattern.compile("^ to (" + Lexicon.NAME + ")").matcher(rest);
        String name = to.find() ? Lexicon.name(to.group(1)) : null;
        if (name != null) {
            scene.state(who, Facet.relation(status(match).equals("engaged") ? "fiancé" : "partner"), name);
        }
    }

    private static String status(Rule.Match match) {
        return String.valueOf(match.group("status")).toLowerCase(Locale.ROOT);
    }
}
