package dev.kendall.learning.pattern;

import java.util.regex.Pattern;

/**
 * Whether a message tells of something that was left out or only thought of: "No yoga today", "Skipped the gym". Such a mention is
 * no occasion on which it was done. By English negations and hypothetical phrases; in other languages everything counts as done.
 */
final class LeftOut {
    private static final Pattern CUES = Pattern.compile(
            "\\b(?:no|not|never|cannot|without|skip(?:s|ped|ping)?|miss(?:ed|ing)|cancel(?:s|led|ed|ling|ing)?|postpone[ds]?"
                    + "|instead of|too (?:tired|busy|ill|sick|lazy|late)|thinking (?:about|of)|thought about|maybe|might|if only"
                    + "|should have|should(?:n['’]t)?|wish|gave up|passed on|(?:a|the) miss|bailed|forgot)\\b"
                    + "|\\b\\w+n['’]t\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private LeftOut() {}

    static boolean isTold(String text) {
        return CUES.matcher(text).find();
    }
}
