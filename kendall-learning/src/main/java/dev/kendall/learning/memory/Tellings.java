package dev.kendall.learning.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.learning.memory.Facet.Cardinality;
import dev.kendall.memory.Memory;
import dev.kendall.memory.NewMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages told the value of a memory of what should not change, as far as it matters to {@link FixedValue}: the two last, and the last one
 * that settles. Noted in the memory's attributes.
 */
final class Tellings {
    private static final String TOLD = "learning.told";

    private Tellings() {}

    /** Which messages told the memory's value, first told first. */
    static List<Telling> of(Memory memory) {
        Instant lastSaid = Marks.saidAt(memory);
        // What a host stored cites no message perhaps: then it stands for itself.
        return memory.sources().isEmpty() && noted(memory.attributes()).isEmpty()
                ? List.of(
                        new Telling(lastSaid, new MessageId(memory.id().value()), !Marks.isStated(memory.attributes())))
                : of(memory.content(), lastSaid);
    }

    private static List<Telling> of(NewMemory content, Instant lastSaid) {
        List<Telling> noted = noted(content.attributes());
        // Memories of before there were such notes say only when the value was told last.
        return noted.isEmpty()
                ? kept(content.sources().stream()
                        .map(message -> new Telling(lastSaid, message, !Marks.isStated(content.attributes())))
                        .toList())
                : noted;
    }

    /** Those that the attributes say; none where they are of a memory that needs none, or of before there were such notes. */
    static List<Telling> noted(Attributes attributes) {
        return attributes.findTexts(TOLD).orElse(List.of()).stream()
                .map(Telling::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The attributes of {@code content} with the claim's message among those that tell it, where it is of what should not change. */
    static Attributes with(NewMemory content, Instant lastSaid, Claim claim) {
        if (claim.facet().cardinality() != Cardinality.FIXED || claim.polarity() != Claim.Polarity.AFFIRMED) {
            return content.attributes();
        }
        List<Telling> all = new ArrayList<>(of(content, lastSaid));
        if (all.stream()
                .noneMatch(telling -> telling.message().equals(claim.evidence().message()))) {
            all.add(Telling.of(claim));
        }
        return with(content.attributes(), all);
    }

    /** The attributes with these noted, so far as they matter. */
    static Attributes with(Attributes attributes, List<Telling> tellings) {
        return attributes.with(TOLD, kept(tellings).stream().map(Telling::text).toList());
    }

    /** The attributes of what somebody has decided on: from the last time it was told, it holds as if told as a correction. */
    static Attributes settled(Attributes attributes) {
        List<Telling> noted = noted(attributes);
        if (noted.isEmpty()) {
            return attributes;
        }
        List<Telling> settled = new ArrayList<>(noted);
        int last = settled.size() - 1;
        settled.set(last, settled.get(last).settling());
        return with(attributes, settled);
    }

    private static List<Telling> kept(List<Telling> tellings) {
        List<Telling> sorted =
                tellings.stream().distinct().sorted(Telling.CHRONOLOGICAL).toList();
        Set<Telling> kept = new LinkedHashSet<>();
        sorted.stream()
                .filter(Telling::settles)
                .reduce((earlier, later) -> later)
                .ifPresent(kept::add);
        kept.addAll(sorted.subList(Math.max(0, sorted.size() - 2), sorted.size()));
        return kept.stream().sorted(Telling.CHRONOLOGICAL).toList();
    }
}
