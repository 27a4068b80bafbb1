package dev.kendall.learning.pattern;

import dev.kendall.chat.MessageType;
import dev.kendall.turn.Recalled;
import java.util.List;

/**
 * A message as a model is shown it.
 *
 * @param text what it says, without what it repeats from memory, up to a length; what is behind cannot be quoted
 */
record ShownMessage(Occurrence occurrence, String text) {
    /** The latest of these that say something, at most so many, in their order. */
    static List<ShownMessage> latest(List<Occurrence> occurrences, int most) {
        List<ShownMessage> saying = occurrences.stream()
                .filter(occurrence -> occurrence.message().type() == MessageType.TEXT)
                .map(occurrence -> new ShownMessage(occurrence, shortened(occurrence)))
                .filter(message -> !message.text().isBlank())
                .toList();
        return saying.subList(Math.max(0, saying.size() - most), saying.size());
    }

    private static String shortened(Occurrence occurrence) {
        String said = Recalled.strip(occurrence.message().text()).strip();
        int most = ModelPatternExtractor.MAX_SHOWN;
        return said.codePointCount(0, said.length()) <= most
                ? said
                : said.substring(0, said.offsetByCodePoints(0, most));
    }
}
