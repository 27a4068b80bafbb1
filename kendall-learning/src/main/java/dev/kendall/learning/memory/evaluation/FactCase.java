package dev.kendall.learning.memory.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * A conversation and what should be remembered after it.
 *
 * @param id names it in the suite
 * @param topic what it tries
 * @param say lines: {@code u: } the user, {@code a: } the assistant, {@code NAME: } somebody else whose words the user shares, {@code +3d} three days
 *     later; {@code {recalled}} in a line stands for what a prompt recalls at that point
 * @param now what counts afterwards, as {@code key = value}; anything else that counts is wrong
 * @param past what no longer counts and must be readable
 * @param quarantined what waits for a decision
 * @param outOfScope whether it is there to show what is not tried, and not scored
 */
public record FactCase(
        String id,
        String topic,
        List<String> say,
        List<String> now,
        List<String> past,
        List<String> quarantined,
        boolean outOfScope) {
    /** Copies the lists. */
    public FactCase {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        say = List.copyOf(say);
        now = List.copyOf(now);
        past = List.copyOf(past);
        quarantined = List.copyOf(quarantined);
    }
}
