package dev.kendall.learning.memory.english;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What users ask to be remembered or forgotten in so many words. */
final class RequestRules {
    private static final String LEAD =
            "^(?i:(?:well|so|oh|hi|hey|hello|ok|okay|yes|also|and|but|btw|by the way|please|pls|one more thing|before i forget|actually|thanks|great|"
                    + "can you|could you|would you|will you|i want you to|i need you to|i'd like you to|i would like you to|you should|you must|make sure (?:you|to)|just|always|assistant|"
                    + "for (?:the )?(?:future|record|later|next time))[,:!.]? ){0,6}";
    private static final Pattern REMEMBER = Pattern.compile(
            LEAD
                    + "(?i:remember|note|don't forget|do not forget|never forget|keep in mind|bear in mind|make a note|take note|save|store|write down|jot down|memori[sz]e)"
                    + "(?i: this| it| for me| down| of the fact| the fact| please| somewhere){0,3}(?:,? that |: ?|, | - |,? (?=(?i:my|our|I|I'm|I've|we|we're)\\b))(?<content>.+)$");
    private static final Pattern REMIND = Pattern.compile(
            LEAD
                    + "(?i:remember to|don't forget to|do not forget to|don't let me forget to|remind me to|remind me that I (?:have|need) to) (?<content>.+)$");
    private static final Pattern FORGET = Pattern.compile(
            LEAD
                    + "(?i:forget|disregard|scratch|ignore|delete)(?i: what I said about| the fact)?(?: that|:)? (?<content>(?i:my|I|I'm|I've|our|we)\\b.+)$");

    private RequestRules() {}

    /** What is to be remembered, or null. */
    static @Nullable String remember(String sentence) {
        return content(REMEMBER, sentence);
    }

    /** What is to be reminded of, or null. */
    static @Nullable String remind(String sentence) {
        return content(REMIND, sentence);
    }

    /** What is to be forgotten, or null. */
    static @Nullable String forget(String sentence) {
        return content(FORGET, sentence);
    }

    private static @Nullable String content(Pattern form, String sentence) {
        Matcher found = form.matcher(sentence);
        if (!found.find() || found.group("content").indexOf('\uFFFC') >= 0) {
            return null;
        }
        String content = found.group("content")
                .replaceAll("(?i),? (?:please|ok|okay|thanks|thank you)\\W*$", "")
                .replaceAll("[.!?,; ]+$", "");
        return content.isBlank() || content.split(" ").length < 2 ? null : content;
    }
}
