package dev.kendall.learning.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.memory.Memory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What learning notes in a memory's attributes, all under {@code learning.}. */
final class Marks {
    static final String QUARANTINED = "quarantined";
    static final String REVOKED = "revoked";

    private static final String STATUS = "learning.status";
    private static final String RUNS = "learning.runs";
    private static final String VERSION = "learning.version";
    private static final String SAID_AT = "learning.said_at";
    private static final String KIND = "learning.kind";
    private static final String PERSON = "learning.person";
    private static final String RELATION = "learning.relation";
    private static final String NAME = "learning.name";
    private static final int MAX_RUNS = 100;

    private Marks() {}

    /** The marks of a new memory. */
    static Attributes of(Claim claim, @Nullable Person person) {
        Attributes marks = withSaidAt(Attributes.none(), claim.evidence().saidAt())
                .with(KIND, claim.kind().name().toLowerCase(Locale.ROOT));
        if (person != null) {
            marks = marks.with(PERSON, person.label());
            marks = person.relation() == null ? marks : marks.with(RELATION, person.relation());
            marks = person.name() == null ? marks : marks.with(NAME, person.name());
        }
        return marks;
    }

    /** The person that the memory is about, or null: the user, or nobody that learning knows. */
    static @Nullable Person person(Memory memory) {
        String label = memory.attributes().findText(PERSON).orElse(null);
        return label == null
                ? null
                : new Person(
                        label,
                        memory.attributes().findText(RELATION).orElse(null),
                        memory.attributes().findText(NAME).orElse(null));
    }

    /** Whether learning heard it in passing: not as a correction, nor asked to remember it. */
    static boolean isStated(Attributes attributes) {
        return attributes
                .findText(KIND)
                .filter(Claim.Kind.STATED.name().toLowerCase(Locale.ROOT)::equals)
                .isPresent();
    }

    /** Whether it would be in quarantine, had what contradicts it been said before it: it was told once, in passing. */
    static boolean isDoubtful(Memory memory) {
        return memory.sources().size() == 1 && isStated(memory.attributes());
    }

    /** The marks of what is stored anew of what is known. */
    static Attributes anew(Attributes attributes) {
        return attributes.without(STATUS).without(RUNS).without(VERSION);
    }

    static Attributes withStatus(Attributes attributes, @Nullable String status) {
        return status == null ? attributes.without(STATUS) : attributes.with(STATUS, status);
    }

    static boolean has(String status, Memory memory) {
        return memory.attributes().findText(STATUS).filter(status::equals).isPresent();
    }

    static Attributes withSaidAt(Attributes attributes, Instant time) {
        return attributes.with(SAID_AT, time.toString());
    }

    /** When it was last said; for what was not learned, when it was recorded. */
    static Instant saidAt(Memory memory) {
        Optional<String> text = memory.attributes().findText(SAID_AT);
        try {
            return text.isPresent() ? Instant.parse(text.get()) : memory.recordedAt();
        } catch (DateTimeParseException e) {
            return memory.recordedAt();
        }
    }

    /** The runs that wrote to the memory, oldest first, the last {@value #MAX_RUNS}. */
    static List<String> runs(Memory memory) {
        return memory.attributes().findTexts(RUNS).orElse(List.of());
    }

    /** The marks after a run has written to the memory, as this version of it. */
    static Attributes withRun(Attributes attributes, RunId run, long version) {
        List<String> runs = new ArrayList<>(attributes.findTexts(RUNS).orElse(List.of()));
        runs.remove(run.value());
        runs.add(run.value());
        return attributes
                .with(RUNS, runs.subList(Math.max(0, runs.size() - MAX_RUNS), runs.size()))
                .with(VERSION, version);
    }

    /** Whether learning wrote this version of the memory. Who else changes it leaves the mark of the version before; without the mark nobody knows. */
    static boolean isLearned(Memory memory) {
        return memory.attributes()
                .findNumber(VERSION)
                .map(version -> version.compareTo(BigDecimal.valueOf(memory.version())) == 0)
                .orElse(true);
    }
}
