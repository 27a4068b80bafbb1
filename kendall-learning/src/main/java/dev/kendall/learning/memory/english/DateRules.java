package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import dev.kendall.learning.memory.english.Days.Day;
import dev.kendall.learning.memory.english.Days.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Birthdays, anniversaries, and days on which something is to happen. These also read clauses that tell what is planned. */
final class DateRules {
    private static final String ON =
            "(?i:'s| is| was| falls| will be| is going to be| is coming up| always falls)?(?: actually| now)?(?: on| this year on)? ";
    private static final Set<String> NO_EVENT = Set.of(
            "name",
            "number",
            "phone",
            "birthday",
            "anniversary",
            "address",
            "email",
            "day",
            "week",
            "weekend",
            "time",
            "life",
            "favourite",
            "favorite",
            "plan",
            "goal",
            "best",
            "only",
            "next",
            "last",
            "first",
            "day off",
            "problem",
            "question",
            "guess",
            "point",
            "mum",
            "dad",
            "house",
            "home",
            "job",
            "car",
            "wedding anniversary",
            "date of birth",
            "bday");
    private static final Pattern EVENT_OF_ONE = Pattern.compile(
            "(?i)^(?:an? |my |our |another )((?:(?!(?:on|with|for|at|in|and|to)\\b)[\\p{L}'-]{1,18} ){0,3}(?:appointment|exam|test|interview|meeting|flight|surgery|operation|deadline|concert|wedding|party|"
                    + "check-up|checkup|viewing|race|marathon|recital|graduation|trip|train|hearing|presentation|rehearsal|match|class reunion|reunion|conference|scan|ceremony))"
                    + "(?: with [^,]{1,30}?| at [^,]{1,30}?| in [A-Z][\\p{L}]+)? (?=on|this|next|tomorrow|today|tonight|in \\d|in a|in two|in three|the day|\\d)");

    private DateRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.own(
                        "{my} (?:birthday|bday|date of birth)" + ON,
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.own("{I} was born on ", (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.own(
                        "(?i:it's|it is|it was|today is|tomorrow is|today's|tomorrow's)? ?{my} birthday (?=today|tomorrow|yesterday|on|this|next|last)",
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.own(
                        "(?i)\\b(?<when>today|tomorrow|yesterday)(?: is| was|'s) (?:my|our) birthday",
                        (who, match, scene) -> birthday(who, String.valueOf(match.group("when")), scene)),
                Rule.own("{I'm} turning \\d{1,3} ", (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.own(
                        "{I} (?:turn|turned|will turn) \\d{1,3} ",
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.other(
                        "'s (?:birthday|bday|date of birth)" + ON,
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.other(
                        "'s birthday (?=today|tomorrow|yesterday|on|this|next|last)",
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.other(" was born on ", (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.other(
                        " (?:turns|turned|will turn|is turning) \\d{1,3} ",
                        (who, match, scene) -> birthday(who, match.rest(), scene)),
                Rule.own(
                        "{my} (?:wedding )?anniversary" + ON,
                        (who, match, scene) -> anniversary(who, match.rest(), scene)),
                Rule.own(
                        "{I} (?:got married|married|were married) (?=on )",
                        (who, match, scene) -> anniversary(who, match.rest(), scene)),
                Rule.other(
                        "'s (?:wedding )?anniversary" + ON,
                        (who, match, scene) -> anniversary(who, match.rest(), scene)),
                Rule.own(
                        "{my} (?<what>(?:[\\p{L}-]{1,18} ){0,3}?[\\p{L}-]{1,18})(?i: is| will be| takes place| starts| is scheduled| has been moved| got moved| was moved| moved| has been rescheduled| was rescheduled| is now|'s)(?: now| actually| scheduled| back| forward| up)?(?: on| for| to)? ",
                        DateRules::event),
                Rule.own("{I've} {adv}(?:got |have )?(?=an? |my |our |another )", DateRules::has),
                Rule.other(
                        "'s (?<what>(?:[\\p{L}-]{1,22} ){0,2}?(?:wedding|graduation|party|surgery|operation|exam|due date|flight|recital|funeral|christening|appointment|school play|concert|race))(?i: is| will be| takes place|'s| has been moved| was moved| moved)(?: now)?(?: on| for| to)? ",
                        DateRules::event));
    }

    private static void birthday(Subject who, String rest, Scene scene) {
        Day day = scene.days().at(Phrases.skipped(rest), Direction.AHEAD);
        if (day != null) {
            scene.state(
                    who,
                    Facet.BIRTHDAY,
                    day.toldYear() && day.date().isAfter(scene.said()) ? dayOnly(day) : day.yearly());
        }
    }

    /** "My birthday is on 3 May 2027" names the next one, not the year of birth. */
    private static String dayOnly(Day day) {
        return new Day(day.date(), false, false).yearly();
    }

    private static void anniversary(Subject who, String rest, Scene scene) {
        Day day = scene.days().at(Phrases.skipped(rest), Direction.AHEAD);
        if (day != null) {
            scene.state(
                    who,
                    Facet.ANNIVERSARY,
                    day.toldYear() && day.date().isAfter(scene.said()) ? dayOnly(day) : day.yearly());
        }
    }

    private static void event(Subject who, Rule.Match match, Scene scene) {
        String what = String.valueOf(match.group("what"))
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(?:next|upcoming|new|own) ", "");
        String[] words = what.split(" ");
        boolean person = List.of(words).stream().anyMatch(word -> Lexicon.relation(word.replaceAll("'s$", "")) != null);
        if (NO_EVENT.contains(what) || NO_EVENT.contains(words[words.length - 1]) || person && who.isUser()) {
            return;
        }
        on(who, what, match.rest(), scene);
    }

    private static void has(Subject who, Rule.Match match, Scene scene) {
        Matcher one = EVENT_OF_ONE.matcher(match.rest());
        if (one.find()) {
            on(who, one.group(1).toLowerCase(Locale.ROOT), match.rest().substring(one.end()), scene);
        }
    }

    private static void on(Subject who, String what, String rest, Scene scene) {
        Day day = scene.days().at(Phrases.skipped(rest), Direction.AHEAD);
        if (day != null && !day.date().isBefore(scene.said())) {
            scene.add(Claim.stated(Facet.event(what), day.full(), scene.evidence())
                    .about(who)
                    .expiringAt(scene.start(day.date().plusDays(1))));
        }
    }
}
