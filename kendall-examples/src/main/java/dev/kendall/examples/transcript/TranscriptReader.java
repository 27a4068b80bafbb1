package dev.kendall.examples.transcript;

import dev.kendall.chat.Message;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.input.JsonLine;
import dev.kendall.examples.input.JsonLines;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transcript: JSON lines with {@code session}, {@code speaker}, {@code time} and {@code text}, and optionally {@code id} and
 * {@code conversation_id}. The names of LoCoMo, {@code date_time} and {@code dialog_id}, are taken as well.
 *
 * <p>A message without an id is called after its place in its session: "12:3".
 */
public final class TranscriptReader {
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private final Path file;
    private final ZoneId zone;
    private final Map<List<String>, Integer> sizes = new HashMap<>();
    private final Set<List<String>> seen = new HashSet<>();
    private @Nullable Boolean named;

    private TranscriptReader(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /**
     * The transcript in a file.
     *
     * @param zone where times without an offset are read
     * @throws CommandFailed when the file cannot be read, a line is wrong, or there is none
     */
    public static Transcript read(Path file, ZoneId zone) {
        return new TranscriptReader(file, zone).read();
    }

    private Transcript read() {
        List<TranscriptLine> lines = JsonLines.read(file, this::line);
        if (lines.isEmpty()) {
            throw new CommandFailed(ExitCode.BAD_INPUT, file + " holds no messages.");
        }
        return new Transcript(lines);
    }

    private TranscriptLine line(JsonLine line) {
        String conversation = conversation(line);
        String session = line.label("session");
        int place = sizes.merge(List.of(conversation, session), 1, Integer::sum);
        String id = line.findText("id", "dialog_id");
        TranscriptLine read = new TranscriptLine(
                conversation,
                limited(line, "session", session, 100),
                limited(line, "id", id == null ? session + ":" + place : id, 200),
                limited(line, "speaker", line.text("speaker"), 200),
                time(line),
                limited(line, "text", line.text("text"), Message.MAX_TEXT));
        if (!seen.add(List.of(conversation, read.id()))) {
            throw line.wrong("the id " + read.id() + " was used before");
        }
        return read;
    }

    private String conversation(JsonLine line) {
        String conversation = line.findLabel("conversation_id");
        if (named != null && named != (conversation != null)) {
            throw line.wrong("either all lines have a \"conversation_id\" or none has");
        }
        named = conversation != null;
        return conversation == null ? "" : limited(line, "conversation_id", conversation, 128);
    }

    /** What no storage keeps is refused here, where file and line are known. */
    private static String limited(JsonLine line, String name, String value, int max) {
        if (value.length() > max) {
            throw line.wrong(
                    "the field \"" + name + "\" has " + value.length() + " characters; " + max + " are allowed");
        }
        if (value.indexOf('\0') >= 0) {
            throw line.wrong("the field \"" + name + "\" holds a NUL character");
        }
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw line.wrong("the field \"" + name + "\" holds half a character (an unpaired surrogate)");
        }
        return value;
    }

    private Instant time(JsonLine line) {
        String text = line.text("time", "date_time");
        Instant time;
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            time = parsed instanceof LocalDateTime local
                    ? local.atZone(zone).toInstant()
                    : ZonedDateTime.from(parsed).toInstant();
        } catch (DateTimeException e) {
            throw line.wrong("the time must look like 2026-01-12T08:05:00");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw line.wrong("the time must be between the years 1 and 9999");
        }
        return time;
    }
}
