package dev.kendall.learning.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.Quotes;
import dev.kendall.search.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's answer, and takes of it only what quotes messages that the model was shown. Numbers are all that it can name messages by, so that
 * it names no other user's. Not thread-safe.
 */
final class PatternAnswer {
    /** The most entries that are read. */
    static final int MAX_ENTRIES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A few words and nothing else: no mark-up, no quotation, no address, no second line. */
    private static final Pattern PHRASE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ,'’&+%-]{0,79}");

    private static final Pattern NUMBER = Pattern.compile("\\p{N}+");

    private final List<ShownMessage> shown;
    private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

    PatternAnswer(List<ShownMessage> shown) {
        this.shown = shown;
    }

    /** What was refused so far, by reason. */
    Map<DropReason, Integer> dropped() {
        return dropped;
    }

    void drop(DropReason reason) {
        dropped.merge(reason, 1, Integer::sum);
    }

    /** The patterns of the answer that are made of what the messages say, in its order. */
    List<CitedPattern> read(String answer) {
        JsonNode entries;
        try {
            entries = JSON.readTree(answer).path("patterns");
        } catch (JsonProcessingException e) {
            drop(DropReason.UNREADABLE);
            return List.of();
        }
        if (!entries.isArray()) {
            drop(DropReason.UNREADABLE);
            return List.of();
        }
        List<CitedPattern> patterns = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (i < MAX_ENTRIES) {
                entry(entries.get(i)).ifPresent(patterns::add);
            } else {
                drop(DropReason.TOO_MANY);
            }
        }
        return patterns;
    }

    private Optional<CitedPattern> entry(JsonNode json) {
        CitedPattern.Kind kind = kind(json.path("kind").asText());
        String does = json.path("does").asText().strip();
        JsonNode cites = json.path("cites");
        if (kind == null || !PHRASE.matcher(does).matches() || !cites.isArray()) {
            drop(DropReason.INVALID);
            return Optional.empty();
        }
        Map<Integer, ShownMessage> cited = new TreeMap<>();
        StringBuilder quotes = new StringBuilder();
        for (JsonNode cite : cites) {
            ShownMessage message = message(cite);
            if (message == null) {
                drop(DropReason.UNKNOWN_MESSAGE);
                continue;
            }
            String quote = cite.path("quote").asText();
            DropReason wrong = refusal(kind, message, quote);
            if (wrong == null) {
                cited.put(message.occurrence().index(), message);
                quotes.append(quote).append('\n');
            } else {
                drop(wrong);
            }
        }
        if (cited.isEmpty() && !cites.isEmpty()) {
            return Optional.empty();
        }
        if (!isGrounded(does, quotes.toString(), cited)) {
            drop(DropReason.UNGROUNDED);
            return Optional.empty();
        }
        return Optional.of(new CitedPattern(
                kind,
                does,
                cited.values().stream().map(ShownMessage::occurrence).toList()));
    }

    private static CitedPattern.@Nullable Kind kind(String kind) {
        return switch (kind) {
            case "habit" -> CitedPattern.Kind.HABIT;
            case "preference" -> CitedPattern.Kind.PREFERENCE;
            default -> null;
        };
    }

    private @Nullable ShownMessage message(JsonNode cite) {
        JsonNode number = cite.path("message");
        boolean isShown = number.isIntegralNumber()
                && number.canConvertToInt()
                && number.asInt() >= 1
                && number.asInt() <= shown.size();
        return isShown ? shown.get(number.asInt() - 1) : null;
    }

    private static @Nullable DropReason refusal(CitedPattern.Kind kind, ShownMessage message, String quote) {
        if (KeyWords.words(quote).isEmpty() || !Quotes.stands(quote, message.text())) {
            return DropReason.QUOTE_NOT_FOUND;
        }
        return kind == CitedPattern.Kind.HABIT && LeftOut.isTold(message.text()) ? DropReason.UNGROUNDED : null;
    }

    /** Whether what it says has a word of the messages, and no number that is not quoted. */
    private static boolean isGrounded(String does, String quotes, Map<Integer, ShownMessage> cited) {
        long[] words = Words.of(does);
        boolean hasWord = cited.values().stream()
                .map(message -> Words.of(message.text()))
                .anyMatch(said -> Arrays.stream(words).anyMatch(word -> Arrays.binarySearch(said, word) >= 0));
        Matcher numbers = NUMBER.matcher(does);
        boolean hasNumbers = true;
        while (numbers.find()) {
            String number = numbers.group();
            hasNumbers &= NUMBER.matcher(quotes)
                    .results()
                    .anyMatch(quoted -> quoted.group().equals(number));
        }
        return hasWord && hasNumbers;
    }
}
