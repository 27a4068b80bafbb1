package dev.kendall.examples.habits;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.chat.MessageId;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Failures;
import dev.kendall.learning.pattern.Finding;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was found of a user, as JSON lines. */
final class Predictions {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Predictions() {}

    static void write(Path file, PlantedUser user, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        findings.forEach(finding -> lines.add(line(user, finding).toString()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.STORAGE, file + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    private static ObjectNode line(PlantedUser user, Finding finding) {
        ObjectNode line = MAPPER.createObjectNode();
        ArrayNode ids = line.putArray("event_ids");
        for (MessageId id : finding.pattern().evidence()) {
            String label = Objects.requireNonNull(user.labels().get(id));
            if (label.matches("\\d{1,9}")) {
                ids.add(Integer.parseInt(label));
            } else {
                ids.add(label);
            }
        }
        Schedule schedule = Objects.requireNonNull(finding.pattern().schedule());
        ArrayNode weekdays = line.putArray("weekdays");
        HabitScore.days(schedule).forEach(day -> weekdays.add(day.getValue() - 1));
        LocalTime time = schedule.time();
        line.put("minute", time == null ? null : Integer.valueOf(time.toSecondOfDay() / 60));
        boolean hasStopped = finding.status() == PatternStatus.RETIRED;
        line.put(
                "active_until",
                hasStopped
                        ? LocalDate.ofInstant(
                                        Objects.requireNonNull(finding.pattern().lastObserved()), user.zone())
                                .toString()
                        : null);
        line.put("description", finding.pattern().description());
        return line;
    }
}
