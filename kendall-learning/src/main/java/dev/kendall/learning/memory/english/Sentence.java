package dev.kendall.learning.memory.english;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of the user's.
 *
 * @param quote as it stands in the message
 * @param text with single spaces and straight quotes, without what is quoted from others
 */
record Sentence(String quote, String text) {
    private static final String PRONOUN = "(?i:I|I'm|I've|I'd|I'll|im|my|we|we're|we've|our|she|she's|he|he's|they)\\b";
    private static final String ASKING =
            "(?i:who|what|what's|where|where's|when|why|how|which|whose|do|does|did|is|are|was|were|can|could|would|will|should|shall|"
                    + "have you|has|am|any idea|any chance)\\b";

    /** Where a new clause begins. */
    private static final Pattern JOINT = Pattern.compile(
            "\\s*;\\s*|\\s+[-–—]+\\s+|\\s*—\\s*|,?\\s+(?i:and|but|so|because|though|although|however|while|whereas)(?: then| now| also| yes)?,?\\s+(?="
                    + PRONOUN
                    + ")|,\\s+(?="
                    + PRONOUN
                    + ")|,?\\s+(?i:and|but|so)\\s+(?="
                    + ASKING
                    + "|(?i:please)\\b)|,\\s+(?="
                    + ASKING
                    + ")|,?\\s+(?i:and|but)\\s+(?=(?:[A-Z][\\p{L}'-]+ )(?i:is|lives|works|has|was)\\b)|\\s*:\\s+(?="
                    + PRONOUN
                    + ")");

    private static final Pattern QUESTION_START =
            Pattern.compile("(?i)^(?:so|and|but|well|hey|hi|ok|okay|please|also)?,? ?" + ASKING);
    private static final Pattern TAG = Pattern.compile(
            "(?i)^(?:right|correct|yes|no|ok|okay|huh|eh|really|(?:is|are|do|does|did|have|has|was|were|am|don't|isn't|aren't|doesn't)(?:n't)? (?:I|it|that|we|she|he|they))\\W*$");

    /** Supposes, and what follows in the sentence with it. */
    private static final Pattern CONDITION = Pattern.compile(
            "(?i)(?<![\\w'])(?:if|unless|whether|suppose|supposing|imagine|imagining|pretend|pretending|assuming|assume|hypothetically|wish|wished|"
                    + "as though|I (?:never|didn't|did not|haven't|have not)(?: once| ever)? (?:say|said|tell|told|claim|claimed|mention|mentioned|mean|meant|write|wrote|written)|dreamt|dreamed|dreaming|say I|not true|isn't true|untrue|false that|a lie that|wrong that|let's say|in a world|had I|were I|(?:in|for) (?:the|my|a|this) (?:short )?(?:story|novel|book|game|film|movie|play|scene|poem|song|character))\\b");

    private static final Pattern UNSURE = Pattern.compile(
            "(?i)(?<![\\w'])(?:would|wouldn't|I'd|we'd|she'd|he'd|could|couldn't|might|should|maybe|perhaps|probably|possibly|presumably|"
                    + "I think|I guess|I believe|I suppose|I suspect|I doubt|I assume|not sure|unsure|not certain|don't know|don't think|no idea|can't remember|"
                    + "don't remember|thinking of|thinking about|thought about|considering|consider|considered|toying with|tempted|almost|nearly|hope|hopes|hoping|hoped|"
                    + "want|wants|wanted|wanting|would like|dream|dreams|joking|kidding|supposed to|applied|applying|apply|interviewing|interviewed|interview|"
                    + "looking (?:at|into|for)|used to think|once thought|pretended|offered|seems?|might've|someday|some day|one day|haven't decided|deciding|debating|"
                    + "feel like|feels like|felt like|as if)\\b"
                    + "|(?<![\\w'])may (?:be|have|move|get|start|not|become|take|leave|quit|go)\\b");

    private static final Pattern PLAN = Pattern.compile(
            "(?<![\\w'])(?i:going to|gonna|'ll|I'll|we'll|about to|planning|plan to|plan on|plans to|due to|set to|(?:am|'m|is|'s|are|'re) moving|"
                    + "(?:am|'m|is|'s|are|'re) starting|(?:am|'m|is|'s|are|'re) leaving|(?:am|'m|is|'s|are|'re) getting)\\b|(?<![\\w'])will\\b|'ll\\b");

    private static final Pattern REPORT = Pattern.compile(
            "(?:(?<![\\w'])(?i:he|she|they|who|someone|somebody|people|everyone|everybody|(?:my|our|the|his|her|their|a|some) [\\p{L}-]+(?: [A-Z][\\p{L}]+)?)|"
                    + "(?<![\\w'])[A-Z][\\p{L}]+(?<!\\bI))(?i: (?:always |also |just |often |once |still )?(?:says|say|said|told (?:me|us|him|her|them|everyone)|tells|claims|claimed|wrote|writes|"
                    + "texted|messaged|emailed|thinks|thought|asked|asks|insists|insisted|reckons|believes|believed|swears|swore|keeps saying|mentioned|announced|"
                    + "posted|tweeted|goes|was like|is like|explained|replied|answered|joked))\\b"
                    + "|(?i)(?<![\\w'])(?:according to|I heard|I've heard|I read|I overheard|rumou?r has it|apparently|allegedly|supposedly|quote|the (?:song|lyrics|line|article|email|letter|sign) )\\b");

    /** The clauses, each with its mood. */
    List<Clause> clauses() {
        List<String> parts = parts();
        List<Clause> clauses = new ArrayList<>();
        boolean asks = text.stripTrailing().endsWith("?");
        boolean lastOnly = asks
                && parts.size() > 1
                && QUESTION_START.matcher(parts.get(parts.size() - 1)).find()
                && !TAG.matcher(parts.get(parts.size() - 1)).find();
        boolean supposed = false;
        boolean reported = false;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.matches("(?i)but\\b.*") || startsAfterBut(i)) {
                supposed = false;
                reported = false;
            }
            supposed |= CONDITION.matcher(part).find();
            reported |= REPORT.matcher(part).find();
            boolean question = asks && (!lastOnly || i == parts.size() - 1)
                    || QUESTION_START.matcher(part).find();
            clauses.add(new Clause(part, mood(part, question, supposed, reported)));
        }
        return clauses;
    }

    private static Mood mood(String part, boolean question, boolean supposed, boolean reported) {
        if (supposed || UNSURE.matcher(part).find()) {
            return Mood.UNREAL;
        }
        if (reported) {
            return Mood.REPORTED;
        }
        if (question) {
            return Mood.QUESTION;
        }
        return PLAN.matcher(part).find() ? Mood.PLANNED : Mood.PLAIN;
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        Matcher joint = JOINT.matcher(text);
        int from = 0;
        while (joint.find()) {
            if (joint.start() > from) {
                parts.add(text.substring(from, joint.start()).strip());
                from = joint.end();
            }
        }
        parts.add(text.substring(from).strip());
        parts.removeIf(String::isBlank);
        return parts;
    }

    /** Whether a "but" stands before the clause: it turns from what was supposed or told to what is so. */
    private boolean startsAfterBut(int index) {
        Matcher joint = JOINT.matcher(text);
        int part = 0;
        int from = 0;
        while (joint.find()) {
            if (joint.start() > from) {
                part++;
                from = joint.end();
                if (part == index) {
                    return joint.group().toLowerCase(Locale.ROOT).contains("but");
                }
            }
        }
        return false;
    }
}
