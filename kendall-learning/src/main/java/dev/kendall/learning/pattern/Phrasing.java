package dev.kendall.learning.pattern;

import dev.kendall.contact.ContactId;
import dev.kendall.search.Vector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages that say the same in the same words, up to stop words and endings.
 *
 * @param occurrences in order of time, at least one
 * @param words the hashes of its words, ascending, each once
 * @param vector the embedding of its first message that has one, or null
 * @param contacts whom it names
 * @param doing whether it tells of something that happens, rather than of something left out or only thought of
 */
record Phrasing(
        List<Occurrence> occurrences,
        long[] words,
        @Nullable Vector vector,
        Set<ContactId> contacts,
        Doing doing) {
    /** Whether what is spoken of is done. */
    enum Doing {
        /** As far as the words tell. */
        DONE,
        /** It was left out, or only thought of. */
        NOT_DONE
    }

    Phrasing with(List<Occurrence> occurrences) {
        return new Phrasing(occurrences, words, vector, contacts, doing);
    }

    /** On how many days it was said. */
    long days() {
        return occurrences.stream().mapToInt(Occurrence::day).distinct().count();
    }

    Occurrence last() {
        return occurrences.get(occurrences.size() - 1);
    }
}
