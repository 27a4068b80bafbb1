package dev.kendall.learning.pattern;

import dev.kendall.learning.extraction.ModelTokens;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Finds patterns of one kind in a user's messages. A host adds its own:
 * <pre>{@code
 * PatternExtractor nightOwl = PatternExtractor.named("night_owl", window -> {
 *     List<MessageId> late = window.messages().stream()
 *             .filter(message -> message.createdAt().atZone(window.zone()).getHour() < 4).map(Message::id).toList();
 *     return late.size() < 20 ? List.of() : List.of(Finding.of("writes_at_night",
 *             NewPattern.of(PatternType.BEHAVIOR, "Writes at night").withConfidence(0.8).withEvidence(late)));
 * });
 * }</pre>
 *
 * <p>It is a pure function: what it finds depends on the window alone, not on a clock, a store, or what it found before. So the same
 * messages give the same patterns however they were cut into batches. It starts no thread, and ends soon after an interrupt. It is asked
 * from several threads at a time, for different users.
 */
public interface PatternExtractor {
    /** Its name in reports and in what it found: 1 to 64 of {@code a-z 0-9 _}, beginning with a letter; always the same. */
    String name();

    /**
     * The patterns that the window shows, the most certain first. An exception is reported and stops no other extractor; what breaks a
     * rule of {@link Finding} is left out and reported.
     */
    List<Finding> extract(PatternWindow window);

    /**
     * What {@link #extract} finds, with what it refused itself and what finding it cost. This is what is asked for when patterns are learned; only an
     * extractor that asks a model has something to add.
     */
    default PatternFindings find(PatternWindow window) {
        return PatternFindings.of(extract(window));
    }

    /**
     * About what {@link #find} costs, where it asks a model: this is charged to the user's day when the extractor or its model takes too long, as a
     * provider bills calls that are given up as well, and nobody hears how much. Nothing by default.
     */
    default ModelTokens estimate(PatternWindow window) {
        return ModelTokens.NONE;
    }

    /** An extractor of this name that does what {@code extract} does. */
    static PatternExtractor named(String name, Function<PatternWindow, List<Finding>> extract) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(extract, "extract");
        return new PatternExtractor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> extract(PatternWindow window) {
                return extract.apply(window);
            }

            @Override
            public String toString() {
                return "PatternExtractor[" + name + "]";
            }
        };
    }
}
