package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people do for a living, and where; and what they study. */
final class WorkRules {
    private static final Facet SCHOOL = Facet.single("school");
    private static final Pattern AT = Pattern.compile("(?<![\\p{L}])(?:at|for|with) (.*)$");
    private static final Pattern AS = Pattern.compile("(?<![\\p{L}])as (?:an? |the )?(.*)$");
    private static final Set<String> OCCUPATIONS = Set.of(
            ("accountant actor actress analyst anaesthetist architect artist astronomer attorney author baker banker barber "
                            + "barista bartender biologist bookkeeper bookseller botanist brewer bricklayer broker builder butcher carer "
                            + "caretaker carpenter cashier chef chemist cleaner clerk coach composer conductor consultant cook copywriter "
                            + "counsellor courier curator dancer decorator dentist designer developer dietitian director doctor driver "
                            + "economist editor electrician engineer entrepreneur farmer firefighter fisherman florist freelancer gardener "
                            + "geologist goldsmith guard hairdresser historian illustrator instructor interpreter investigator janitor "
                            + "jeweller joiner journalist judge lab-technician lawyer lecturer librarian locksmith manager mathematician "
                            + "mechanic midwife miner model musician nanny nurse nutritionist optician painter paralegal paramedic pastor "
                            + "pathologist pharmacist photographer physician physicist physiotherapist pianist pilot plumber poet policeman "
                            + "policewoman politician porter postman potter principal producer professor programmer psychiatrist psychologist "
                            + "radiographer receptionist recruiter reporter researcher roofer sailor salesman saleswoman scientist sculptor "
                            + "secretary singer soldier solicitor statistician surgeon surveyor tailor teacher technician therapist trainer "
                            + "translator tutor undertaker vet veterinarian violinist waiter waitress warden welder writer zookeeper student "
                            + "trainee apprentice intern assistant officer worker administrator operator representative agent planner "
                            + "inspector strategist specialist executive supervisor coordinator retiree landscaper blacksmith cabinetmaker "
                            + "upholsterer beekeeper head chief lead founder ceo cto partner fisher")
                    .split(" "));

    private static final Pattern INTRODUCED = Pattern.compile(
            "(?<name>" + Lexicon.NAME_WORD + "(?: " + Lexicon.NAME_WORD + "){1,2}), (?:(?i:an?|the) )?(?<job>.*)$");

    private WorkRules() {}

    static List<Rule> all() {
        String left =
                "(?:quit|left|resigned from|been fired from|got fired from|was fired from|was laid off from|got laid off from|been laid off from|been let go from|was let go from|was made redundant (?:at|by|from)|lost|given up|gave up|stopped)";
        return List.of(
                Rule.own("{I} {adv}work(?= )", WorkRules::works),
                Rule.own("{I'm} {adv}(?:working|employed)(?= )", WorkRules::works),
                Rule.other(" {adv}(?:works|is working|'s working|is employed)(?= )", WorkRules::works),
                Rule.own(
                        "{I've} {adv}(?:joined|signed with) ",
                        (who, match, scene) -> employer(who, match.rest(), scene)),
                Rule.other("{has} {adv}joined ", (who, match, scene) -> employer(who, match.rest(), scene)),
                Rule.own(
                        "{I've} {adv}(?:started|begun|began|got|taken|took|landed|accepted|found|have) (?:at|with|for|as|working|my|a|an|the)(?= )",
                        WorkRules::starts),
                Rule.other(
                        "{has} {adv}(?:started|got|taken|took|landed|found) (?:at|with|as|working|a|an)(?= )",
                        WorkRules::starts),
                Rule.own(
                        "{I've} {adv}(?:was |were |been |got )(?:promoted to|made) (?:an? |the )?",
                        (who, match, scene) -> scene.state(who, Facet.JOB, role(match.rest()))),
                Rule.own(
                        "{my} (?:new |current )?(?:employer|company|firm|workplace) is {adv}",
                        (who, match, scene) -> scene.state(who, Facet.EMPLOYER, Phrases.firm(match.rest()))),
                Rule.own(
                        "{my} (?:new |current |day )?(?:job|profession|occupation|job title|role) is {adv}(?:as )?(?:an? |the )?",
                        (who, match, scene) -> occupation(who, match.rest(), scene)),
                Rule.own("{I've} {adv}been {adv}working(?= )", WorkRules::works),
                Rule.own("{I've} {adv}(?:was |been |got )hired (?=by |at |as )", WorkRules::hired),
                Rule.own("{I've} {adv}(?:switched|changed jobs|transferred) from ", WorkRules::switches),
                Rule.own(
                        "(?<firm>{name}|[Tt]hey) (?:has |have )?(?:let me go|laid me off|fired me|sacked me|made me redundant)",
                        (who, match, scene) ->
                                scene.deny(who, Facet.EMPLOYER, Phrases.firm(String.valueOf(match.group("firm"))))),
                Rule.own("{I'm} {adv}(?:an? )", WorkRules::isA),
                Rule.own("{I'm} (?=\\p{Lu})", WorkRules::introduces),
                Rule.own(
                        "{I'm} {adv}(?:an? |the )?(?<role>[\\p{L}-]+(?: [\\p{L}-]+){0,2}) rather than (?:(?:an?|the|plain|just|only|mere) ){0,3}",
                        WorkRules::ratherThan),
                Rule.own("{I} (?:became|have become|had become) (?:an? )", WorkRules::isA),
                Rule.other("(?:'s| is| became| has become) {adv}(?:an? )", WorkRules::isA),
                Rule.own(
                        "{I'm} {adv}(?=self-employed|retired|unemployed|out of work|between jobs)", WorkRules::without),
                Rule.own("{I've} {adv}(?=retired\\b)", WorkRules::without),
                Rule.own("{I} (?:don't|do not|no longer|dont) {adv}work(?= )", WorkRules::worksNot),
                Rule.own("{I'm} (?:not|no longer) {adv}(?:working|employed)(?= )", WorkRules::worksNot),
                Rule.other(" (?:doesn't|does not|no longer) {adv}works?(?= )", WorkRules::worksNot),
                Rule.own("{I} used to work(?= )", WorkRules::worksNot),
                Rule.own(
                        "{I} used to be (?:an? )",
                        (who, match, scene) -> scene.deny(who, Facet.JOB, known(match.rest()))),
                Rule.own(
                        "{I'm} (?:not|no longer) {adv}(?:an? )",
                        (who, match, scene) -> scene.deny(who, Facet.JOB, known(match.rest()))),
                Rule.own("{I've} {adv}" + left + "(?= )", WorkRules::leaves),
                Rule.other("{has} {adv}(?:quit|left|resigned from)(?= )", WorkRules::leaves),
                Rule.own("{I} {adv}study ", WorkRules::studies),
                Rule.own(
                        "{I'm} {adv}(?:studying|reading|majoring in|doing a (?:degree|phd|PhD|master's|masters) in) ",
                        WorkRules::studies),
                Rule.other("(?:'s studying| is studying| studies) ", WorkRules::studies),
                Rule.own(
                        "{I} (?:go to|attend) (?=[A-Z])",
                        (who, match, scene) -> scene.state(who, SCHOOL, school(match.rest()))));
    }

    private static void works(Subject who, Rule.Match match, Scene scene) {
        at(who, match.rest(), scene);
        Matcher as = AS.matcher(match.rest());
        if (as.find()) {
            scene.state(who, Facet.JOB, role(as.group(1)));
        } else {
            Matcher in = Pattern.compile(
                            "^ in (marketing|sales|finance|banking|advertising|publishing|insurance|retail|IT|HR|hospitality|logistics|education|healthcare|law|construction|real estate|tech|software)\\b")
                    .matcher(match.rest());
            if (in.find()) {
                scene.state(who, Facet.JOB, in.group(1));
            }
        }
    }

    private static void at(Subject who, String rest, Scene scene) {
        Matcher at = AT.matcher(rest);
        if (at.find()) {
            employer(who, at.group(1), scene);
        }
    }

    private static void employer(Subject who, String rest, Scene scene) {
        String firm =
                Phrases.firm(rest.replaceFirst("^(?:a |an |the )?(?:company|firm|place|startup|start-up) called ", ""));
        if (firm == null) {
            return;
        }
        int begin = rest.indexOf(firm);
        LocalDate day = begin < 0 ? null : scene.days().since(rest.substring(begin + firm.length()));
        LocalDate since = day == null || day.isAfter(scene.said()) ? null : day;
        scene.add(
                Claim.stated(Facet.EMPLOYER, firm, scene.evidence()).about(who).since(scene.start(since)));
    }

    private static void starts(Subject who, Rule.Match match, Scene scene) {
        String words = match.matcher().group() + match.rest();
        if (words.matches(".*\\b(?:at|with|for|working|joined)$")) {
            return;
        }
        boolean job = words.matches("(?i).*\\b(?:job|position|role|gig|career|work|working)\\b.*");
        boolean startsAt = words.matches("(?i).*\\b(?:started|begun|began) (?:at|with|as)\\b.*");
        if (!job && !startsAt) {
            return;
        }
        Matcher at = Pattern.compile("\\b(?:at|with|for) (.*)$").matcher(words);
        if (at.find()) {
            employer(who, at.group(1), scene);
        }
        Matcher as = AS.matcher(words);
        if (as.find()) {
            scene.state(who, Facet.JOB, role(as.group(1)));
        }
    }

    private static void hired(Subject who, Rule.Match match, Scene scene) {
        Matcher by = Pattern.compile("\\b(?:by|at) (.*)$").matcher(match.rest());
        if (by.find()) {
            employer(who, by.group(1), scene);
        }
        Matcher as = AS.matcher(match.rest());
        if (as.find()) {
            scene.state(who, Facet.JOB, role(as.group(1)));
        }
    }

    private static void switches(Subject who, Rule.Match match, Scene scene) {
        int to = match.rest().indexOf(" to ");
        String left = Phrases.firm(match.rest());
        String next = to < 0 ? null : Phrases.firm(match.rest().substring(to + 4));
        if (left != null && next != null) {
            scene.add(Claim.stated(Facet.EMPLOYER, next, scene.evidence())
                    .about(who)
                    .insteadOf(left));
        }
    }

    private static void isA(Subject who, Rule.Match match, Scene scene) {
        occupation(who, match.rest(), scene);
    }

    /** "I'm Nora Vellacott, landscape architect at Tarn and Alder": two words at least, as one may be no name. */
    private static void introduces(Subject who, Rule.Match match, Scene scene) {
        Matcher told = INTRODUCED.matcher(match.rest());
        if (!told.lookingAt()) {
            return;
        }
        String name = told.group("name");
        String job = known(told.group("job"));
        if (job != null && name.equals(Lexicon.name(name))) {
            scene.state(who, Facet.NAME, name);
            occupation(who, told.group("job"), scene);
        }
    }

    /** "I'm Associate rather than plain architect": where the former is an occupation, so is the new. */
    private static void ratherThan(Subject who, Rule.Match match, Scene scene) {
        String former = known(match.rest());
        String role = role(String.valueOf(match.group("role")));
        if (former != null && role != null) {
            scene.add(Claim.stated(Facet.JOB, role, scene.evidence()).about(who).insteadOf(former));
        }
    }

    private static void occupation(Subject who, String rest, Scene scene) {
        String job = known(rest);
        if (job != null) {
            scene.state(who, Facet.JOB, job);
            at(who, rest, scene);
        }
    }

    private static void without(Subject who, Rule.Match match, Scene scene) {
        String rest = match.rest().toLowerCase(Locale.ROOT);
        if (rest.startsWith("self-employed") || rest.startsWith("retired")) {
            scene.state(who, Facet.JOB, rest.startsWith("retired") ? "retired" : "self-employed");
        } else {
            scene.denyAny(who, Facet.JOB);
        }
        scene.denyAny(who, Facet.EMPLOYER);
    }

    private static void worksNot(Subject who, Rule.Match match, Scene scene) {
        Matcher at = AT.matcher(match.rest());
        if (at.find()) {
            scene.deny(who, Facet.EMPLOYER, Phrases.firm(at.group(1)));
        }
        Matcher as = AS.matcher(match.rest());
        if (as.find()) {
            scene.deny(who, Facet.JOB, role(as.group(1)));
        }
    }

    private static void leaves(Subject who, Rule.Match match, Scene scene) {
        String rest = match.rest().strip();
        Matcher job = Pattern.compile("^(?:my|her|his) (?:old |day |current )?(?:job|position|post|role)\\b(.*)$")
                .matcher(rest);
        if (job.matches()) {
            Matcher at = AT.matcher(job.group(1));
            String firm = at.find() ? Phrases.firm(at.group(1)) : null;
            if (firm != null) {
                scene.deny(who, Facet.EMPLOYER, firm);
            } else {
                scene.denyAny(who, Facet.EMPLOYER);
            }
            scene.denyAny(who, Facet.JOB);
            return;
        }
        String verb = match.matcher().group();
        String firm = rest.startsWith("working ") ? null : Phrases.firm(rest);
        if (verb.endsWith("stopped")) {
            Matcher at = AT.matcher(rest);
            scene.deny(
                    who, Facet.EMPLOYER, rest.startsWith("working ") && at.find() ? Phrases.firm(at.group(1)) : null);
            return;
        }
        Matcher joins = Pattern.compile(
                        "\\b(?:for|to join|to work (?:for|at)|and (?:joined|now work (?:for|at)|started at)) (.*)$")
                .matcher(rest);
        String next = joins.find() ? Phrases.firm(joins.group(1)) : null;
        if (next != null && firm != null) {
            scene.add(Claim.stated(Facet.EMPLOYER, next, scene.evidence())
                    .about(who)
                    .insteadOf(firm));
        } else {
            scene.deny(who, Facet.EMPLOYER, firm);
        }
    }

    private static void studies(Subject who, Rule.Match match, Scene scene) {
        String subject = Phrases.thing(match.rest());
        if (subject == null || subject.matches("(?i)(?:for|hard|abroad|late|a lot)\\b.*")) {
            return;
        }
        scene.state(who, Facet.STUDIES, subject);
        Matcher at = Pattern.compile("\\bat (.*)$").matcher(match.rest());
        if (at.find()) {
            scene.state(who, SCHOOL, school(at.group(1)));
        }
    }

    private static @Nullable String school(String rest) {
        String firm = Phrases.firm(rest);
        return firm != null
                        && firm.matches(
                                "(?i).*\\b(?:university|college|school|academy|institute|polytechnic|uni|eth|mit|ucl|lse)\\b.*")
                ? firm
                : null;
    }

    /** A role as told: "head of marketing". */
    private static @Nullable String role(String rest) {
        String head = Phrases.head(rest, 5);
        return head == null
                        || head.matches(
                                "(?i)(?:a |an )?(?:you|i|we|they|he|she|if|though|far|part|result|usual|well|always|hell|team|whole|part|soon|much|hard|long|of)\\b.*")
                ? null
                : head;
    }

    /** A role whose last word is an occupation: "paediatric nurse". */
    private static @Nullable String known(String rest) {
        String head = Phrases.head(rest, 5);
        if (head == null) {
            return null;
        }
        String[] words = head.toLowerCase(Locale.ROOT).split(" ");
        boolean of = words.length > 2 && OCCUPATIONS.contains(words[0]) && words[1].equals("of");
        return OCCUPATIONS.contains(words[words.length - 1]) || of ? head : null;
    }
}
