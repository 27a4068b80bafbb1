package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is who to the user: any mention of "my sister Ana" tells it, also in a question. */
final class PeopleRules {
    private PeopleRules() {}

    /** Rules that read what is said to be so. */
    static List<Rule> all() {
        return List.of(
                Rule.own(
                        "(?<![\\w'.-])(?<person>{name}) (?:is|was) {my} {kin}(?! (?:is|was)|'s)",
                        (who, match, scene) -> relate(match.group("rel"), match.group("person"), scene)),
                Rule.own(
                        "{my} {kin}(?:'s name is| is called| is named|'s called|'s named|, called|, named| called| named) (?<person>{name})",
                        (who, match, scene) -> relate(match.group("rel"), match.group("person"), scene)),
                Rule.own(
                        "{I've} {adv}(?:got |have |adopted |bought )?(?:an?|one|another|the) {kin}(?:,? (?:called|named|whose name is)|,) (?<person>{name})",
                        (who, match, scene) -> relate(match.group("rel"), match.group("person"), scene)),
                Rule.own(
                        "{I've} {adv}(?:got |have |adopted )?(?:two|three|four|five|2|3|4|5|several) {kins}(?:,? (?:called|named)|,|:) ",
                        PeopleRules::several),
                Rule.own(
                        "{my} (?:two |three |four |2 |3 )?{kins}(?:,? (?:called|named)|,| are(?: called| named)?)? ",
                        PeopleRules::several),
                Rule.own(
                        "{my} {kin} is (?:now )?(?<person>{name})[.! ]*$",
                        (who, match, scene) -> relate(match.group("rel"), match.group("person"), scene)),
                Rule.own(
                        "(?<![\\w'.-])(?<person>{name}) (?:is no longer|isn't|is not) my {kin}(?! (?:is|was)|'s)",
                        PeopleRules::unrelate));
    }

    /** The rule that reads mentions in passing. */
    static Rule mention() {
        return Rule.own("{my} {kin},? (?<person>{name})", (who, match, scene) -> {
            String behind = match.rest();
            if (!behind.startsWith("'s " + "friend")) {
                relate(match.group("rel"), match.group("person"), scene);
            }
        });
    }

    private static void relate(@Nullable String word, @Nullable String words, Scene scene) {
        String relation = word == null ? null : Lexicon.relation(word);
        String name = Lexicon.name(words);
        if (relation != null && name != null) {
            scene.state(Subject.USER, Facet.relation(relation), name);
            scene.speakOf(Subject.person(relation, name));
        }
    }

    private static void several(Subject who, Rule.Match match, Scene scene) {
        String word = String.valueOf(match.group("rel")).toLowerCase(Locale.ROOT);
        String relation = word.equals("kid") || word.startsWith("child") ? "child" : Lexicon.relation(word);
        List<String> names = Phrases.names(match.rest());
        if (relation != null && names.size() > 1) {
            names.forEach(name -> scene.state(Subject.USER, Facet.relation(relation), name));
        }
    }

    private static void unrelate(Subject who, Rule.Match match, Scene scene) {
        String relation = Lexicon.relation(String.valueOf(match.group("rel")));
        if (relation != null) {
            scene.deny(Subject.USER, Facet.relation(relation), Lexicon.name(match.group("person")));
        }
    }
}
