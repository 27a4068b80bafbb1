package dev.kendall.examples.habits;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.examples.input.JsonLine;
import dev.kendall.examples.input.JsonLines;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A user of the data set, read from a folder.
 *
 * @param labels the data set's own ids of the messages
 */
record PlantedUser(
        Path folder,
        UserId user,
        ZoneId zone,
        List<Message> messages,
        Map<MessageId, String> labels,
        List<PlantedHabit> habits) {
    private record Head(UserId user, ZoneId zone) {}

    static PlantedUser read(Path folder) {
        Head head = JsonLines.read(folder.resolve("user.json"), PlantedUser::head).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(folder.resolve("user.json") + " is empty"));
        Map<MessageId, String> labels = new HashMap<>();
        List<Message> messages = JsonLines.read(folder.resolve("messages.jsonl"), line -> {
            Message message = message(head.user(), line);
            labels.put(message.id(), line.label("id"));
            return message;
        });
        Map<String, Set<MessageId>> kept = new HashMap<>();
        JsonLines.read(folder.resolve("labels.jsonl"), line -> {
            String habit = line.findText("habit");
            return habit != null
                    && kept.computeIfAbsent(habit, name -> new HashSet<>()).add(id(line.label("id")));
        });
        List<PlantedHabit> habits = JsonLines.read(
                folder.resolve("gold.jsonl"), line -> habit(line, kept.getOrDefault(line.text("habit"), Set.of())));
        return new PlantedUser(folder, head.user(), head.zone(), messages, labels, habits);
    }

    private static Head head(JsonLine line) {
        try {
            return new Head(UserId.of(line.text("user")), ZoneId.of(line.text("zone")));
        } catch (DateTimeException e) {
            throw line.wrong("the field \"zone\" is no time zone");
        }
    }

    private static Message message(UserId user, JsonLine line) {
        try {
            return new Message(
                    user,
                    ThreadId.of("habits"),
                    id(line.label("id")),
                    Role.USER,
                    MessageType.TEXT,
                    null,
                    line.text("text"),
                    Instant.parse(line.text("at")),
                    Attributes.none());
        } catch (DateTimeException e) {
            throw line.wrong("the field \"at\" is no time such as 2024-01-08T13:27:52Z");
        }
    }

    private static MessageId id(String label) {
        return new MessageId(UUID.nameUUIDFromBytes(label.getBytes(StandardCharsets.UTF_8)));
    }

    private static PlantedHabit habit(JsonLine line, Set<MessageId> messages) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        line.numbers("weekdays").forEach(day -> days.add(DayOfWeek.of(day + 1)));
        boolean isMonthly = line.text("kind").equals("monthly");
        Integer drift = line.findNumber("drift_to");
        int minute = drift != null ? drift : line.number("minute");
        return new PlantedHabit(isMonthly, days, minute, line.findText("stopped") != null, messages);
    }
}
