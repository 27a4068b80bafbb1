package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Facet;
import dev.kendall.memory.Importance;
import dev.kendall.memory.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names, phone numbers, e-mail addresses. */
final class ContactRules {
    private static final String IS =
            "(?i: is| has changed to| changed to|'s| will be)(?: now| actually)?(?: this)?:? ?";

    /** What may stand before "new number" where nobody else is spoken of whose number it would be. */
    private static final String TELLING =
            "(?:(?i:hi|hey|hello|oh|so|ok|okay|and|also|btw|by the way|fyi|ps|note|update|sorry|please|save|take|here's|here is|this is|it's|got|have|just|"
                    + "I've got|I have|I've|I got|I have got|we've got|we have|now)[,:!.]? ){0,6}";

    private ContactRules() {}

    static List<Rule> all() {
        String phone =
                "(?:new |own |personal |mobile |cell |cellphone |phone |home |work |office |private ){0,6}(?:number|phone|mobile|cell|phone number)";
        String email = "(?:new |personal |private |work |main ){0,6}(?:e-?mail|e-?mail address|mail address)";
        return List.of(
                Rule.own(
                        "{my} (?<what>" + phone + ")" + IS,
                        (who, match, scene) ->
                                scene.state(who, phone(match.group("what")), Phrases.phone(match.rest()))),
                Rule.own(
                        "^" + TELLING
                                + "(?i:(?:the |my |our |an? )?new (?:phone |mobile )?number)(?i: is|,|:|'s)? (?:it's )?",
                        (who, match, scene) -> scene.state(who, Facet.PHONE, Phrases.phone(match.rest()))),
                Rule.own(
                        "{my} (?<what>" + email + ")" + IS,
                        (who, match, scene) ->
                                scene.state(who, email(match.group("what")), Phrases.email(match.rest()))),
                Rule.other(
                        "'s (?<what>" + phone + ")" + IS,
                        (who, match, scene) ->
                                scene.state(who, phone(match.group("what")), Phrases.phone(match.rest()))),
                Rule.other(
                        "'s (?<what>" + email + ")" + IS,
                        (who, match, scene) ->
                                scene.state(who, email(match.group("what")), Phrases.email(match.rest()))),
                Rule.own(
                        "{my} (?<what>" + phone + ") (?:is no longer|isn't|is not) ",
                        (who, match, scene) ->
                                scene.deny(who, phone(match.group("what")), Phrases.phone(match.rest()))),
                Rule.own(
                        "(?<old>\\+?\\(?[0-9][0-9 ()./-]{5,22}[0-9]) (?:is no longer|isn't|is not) my (?:number|phone|mobile)(?: number)?",
                        (who, match, scene) -> scene.deny(who, Facet.PHONE, match.group("old"))),
                Rule.own(
                        "(?i:my (?:full |real |first |given )?name is|my name's|I am called|I'm called) ",
                        (who, match, scene) -> scene.state(who, Facet.NAME, name(match.rest()))),
                Rule.own(
                        "^(?i:hi|hello|hey|good morning|good evening|good afternoon)[^.?]{0,20}?,? (?i:I'm|I am|this is|it's) ",
                        (who, match, scene) -> scene.state(who, Facet.NAME, whole(match.rest()))),
                Rule.own(
                        "(?<!(?i:who|they|he|she|to|don't|not|never|will|I) )(?i:(?:please |just |you can |everyone |everybody |people |friends |my friends |most people ){0,6}calls? me) ",
                        (who, match, scene) -> scene.state(who, Facet.NICKNAME, whole(match.rest()))),
                Rule.own(
                        "{I} (?:go by|am going by|prefer to be called|like to be called) ",
                        (who, match, scene) -> scene.state(who, Facet.NICKNAME, name(match.rest()))),
                Rule.own(
                        "{I've} {adv}changed my (?:last |first )?name to ",
                        (who, match, scene) -> scene.state(who, Facet.NAME, name(match.rest()))),
                Rule.own(
                        "{my} (?:name is not|name isn't) ",
                        (who, match, scene) -> scene.deny(who, Facet.NAME, name(match.rest()))),
                Rule.own(
                        "(?i:don't|do not|stop|never|please don't) (?i:call|calling) me ",
                        (who, match, scene) -> scene.deny(who, Facet.NICKNAME, name(match.rest()))));
    }

    private static Facet phone(@Nullable String words) {
        String kind = kind(words);
        return kind == null
                ? Facet.PHONE
                : new Facet(
                        kind + " phone", Facet.Cardinality.ONE, Facet.Form.PHONE, MemoryType.FACT, Importance.MEDIUM);
    }

    private static Facet email(@Nullable String words) {
        String kind = kind(words);
        return kind == null
                ? Facet.EMAIL
                : new Facet(
                        kind + " email", Facet.Cardinality.ONE, Facet.Form.EMAIL, MemoryType.FACT, Importance.MEDIUM);
    }

    private static @Nullable String kind(@Nullable String words) {
        String lower = words == null ? "" : words.toLowerCase(Locale.ROOT);
        if (lower.contains("work") || lower.contains("office")) {
            return "work";
        }
        return lower.contains("home") ? "home" : null;
    }

    private static @Nullable String name(String rest) {
        Matcher name = Pattern.compile("^" + Lexicon.NAME).matcher(Phrases.skipped(rest));
        return name.lookingAt() ? Lexicon.name(name.group()) : null;
    }

    /** A name with nothing behind it that would make it something else. */
    private static @Nullable String whole(String rest) {
        String name = name(rest);
        if (name == null) {
            return null;
        }
        String behind = Phrases.skipped(rest).substring(name.length());
        return behind.matches("(?i)[.,!?;) ]*|(?:,| from| and| now| please| for short| instead| here| by the way).*")
                ? name
                : null;
    }
}
