package dev.kendall.learning.memory.english;

import dev.kendall.learning.memory.Subject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form of words, and what it says. */
final class Rule {
    /** What a match says of a person. */
    @FunctionalInterface
    interface Reading {
        void read(Subject subject, Match match, Scene scene);
    }

    /**
     * A match.
     *
     * @param rest the clause behind it
     */
    record Match(Matcher matcher, String rest) {
        /** The words of the group, or null. */
        @Nullable
        String group(String name) {
            return matcher.group(name);
        }
    }

    private final Pattern pattern;
    private final boolean others;
    private final Reading reading;

    private Rule(Pattern pattern, boolean others, Reading reading) {
        this.pattern = pattern;
        this.others = others;
        this.reading = reading;
    }

    /** A rule about the user, or the user's people as the reading finds them. */
    static Rule own(String template, Reading reading) {
        return new Rule(Lexicon.rule(template), false, reading);
    }

    /** A rule about another person: the template is what follows the person. */
    static Rule other(String template, Reading reading) {
        return new Rule(Lexicon.rule("{who}" + template), true, reading);
    }

    /** Whether it is about other people than the user. */
    boolean isOfOthers() {
        return others;
    }

    void read(Clause clause, Scene scene) {
        Matcher matcher = pattern.matcher(clause.text());
        int from = 0;
        while (from <= clause.text().length() && matcher.find(from)) {
            Subject subject = others ? scene.subject(matcher) : Subject.USER;
            if (subject != null) {
                reading.read(subject, new Match(matcher, clause.text().substring(matcher.end())), scene);
            }
            from = Math.max(matcher.end(), from + 1);
        }
    }
}
