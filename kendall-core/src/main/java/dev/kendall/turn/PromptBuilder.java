package dev.kendall.turn;

import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.Schedule;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import dev.kendall.turn.Prompt.Omission;
import dev.kendall.turn.Prompt.Part;
import dev.kendall.user.Profile;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders a context into a prompt.
 *
 * <p>What matters most goes in first, in the order of {@link Part}, and within a part the best first; an item that does not fit is
 * left out and smaller ones after it may still fit. Recent messages are the exception: the newest go in first and the first that does
 * not fit ends them, as a conversation with a hole in it misleads. The system's own words and the user's text always go in.
 */
final class PromptBuilder {
    private static final java.util.regex.Pattern LINE_BREAK = java.util.regex.Pattern.compile("\\R");
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);

    /** One thing that the prompt may tell. */
    private record Item(
            Part part,
            String text,
            @Nullable MemoryId memory,
            @Nullable Message message) {}

    private final String instructions;
    private final TurnContext context;
    private final String text;
    private final Instant now;

    PromptBuilder(String instructions, TurnContext context, String text, Instant now) {
        this.instructions = instructions;
        this.context = context;
        this.text = text;
        this.now = now;
    }

    Prompt build(TokenBudget budget) {
        List<Item> items = items();
        List<Item> chosen = new ArrayList<>();
        int used = count(budget, chosen);
        if (used > budget.tokens()) {
            throw new IllegalArgumentException("the system's instructions and the user's text alone take " + used
                    + " tokens; the budget is " + budget.tokens());
        }
        boolean recentEnded = false;
        for (Item item : items) {
            if (item.part() == Part.RECENT && recentEnded) {
                continue;
            }
            chosen.add(item);
            int with = count(budget, chosen);
            if (with <= budget.tokens()) {
                used = with;
            } else {
                chosen.remove(chosen.size() - 1);
                recentEnded |= item.part() == Part.RECENT;
            }
        }
        List<MemoryId> recalled = chosen.stream()
                .flatMap(item -> item.memory() == null ? Stream.empty() : Stream.of(item.memory()))
                .toList();
        return new Prompt(messages(chosen), used, omissions(items, chosen), recalled);
    }

    private int count(TokenBudget budget, List<Item> chosen) {
        return budget.estimator().estimateTokenCountInMessages(messages(chosen));
    }

    private static List<Omission> omissions(List<Item> items, List<Item> chosen) {
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        items.forEach(item -> counts.merge(item.part(), 1, Integer::sum));
        chosen.forEach(item -> counts.merge(item.part(), -1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Omission(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        profileLines().forEach(line -> items.add(new Item(Part.PROFILE, line, null, null)));
        for (Memory memory : context.instructions()) {
            items.add(new Item(Part.INSTRUCTIONS, memory.value(), memory.id(), null));
        }
        for (Contact contact : context.contacts()) {
            items.add(new Item(Part.CONTACTS, line(contact), null, null));
        }
        for (Hit<Memory> hit : context.memories()) {
            items.add(new Item(Part.MEMORIES, line(hit.item()), hit.item().id(), null));
        }
        for (int i = context.recent().size() - 1; i >= 0; i--) {
            Message message = context.recent().get(i);
            if (!message.text().isBlank()) {
                items.add(new Item(Part.RECENT, message.text(), null, message));
            }
        }
        for (Hit<Message> hit : context.similar()) {
            items.add(new Item(Part.SIMILAR, line(hit.item()), null, null));
        }
        for (Pattern pattern : context.patterns()) {
            items.add(new Item(Part.PATTERNS, line(pattern), null, null));
        }
        return items;
    }

    private List<String> profileLines() {
        Profile profile = context.profile();
        List<String> lines = new ArrayList<>();
        if (profile.callName() != null) {
            lines.add("The user is called " + profile.callName() + ".");
        }
        if (profile.assistantName() != null) {
            lines.add("You are called " + profile.assistantName() + ".");
        }
        if (!profile.traits().isEmpty()) {
            lines.add("You are " + String.join(", ", profile.traits()) + ".");
        }
        if (profile.useCase() != null) {
            lines.add("The user wants you for: " + profile.useCase());
        }
        profile.boundaries().forEach(boundary -> lines.add("Never: " + boundary));
        if (profile.instructions() != null) {
            lines.add(profile.instructions());
        }
        return lines;
    }

    private String line(Contact contact) {
        StringBuilder line = new StringBuilder(contact.name());
        append(line, ", ", contact.relationship());
        append(line, ", phone ", contact.phone());
        append(line, ", e-mail ", contact.email());
        append(line, ". Notes: ", contact.notes());
        return line.toString();
    }

    private String line(Memory memory) {
        Instant since = memory.validFrom() == null ? memory.recordedAt() : memory.validFrom();
        return EmbeddingText.of(memory) + " [" + memory.type() + ", since " + date(since) + "]";
    }

    private String line(Message message) {
        String speaker = message.speaker() != null ? message.speaker() : name(message.role());
        return date(message.createdAt()) + ", " + speaker + ": " + message.text();
    }

    private String line(Pattern pattern) {
        StringBuilder line = new StringBuilder(pattern.description());
        Schedule schedule = pattern.schedule();
        if (schedule != null) {
            line.append(" (").append(schedule.frequency().name().toLowerCase(Locale.ROOT));
            schedule.days().forEach(day -> line.append(' ').append(day.name().toLowerCase(Locale.ROOT)));
            append(line, " on day ", schedule.dayOfMonth());
            append(line, " at ", schedule.time());
            line.append(')');
        }
        return line.toString();
    }

    private static String name(Role role) {
        return role == Role.ASSISTANT ? "you" : role.name().toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder line, String before, @Nullable Object value) {
        if (value != null) {
            line.append(before).append(value);
        }
    }

    private LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, context.profile().zone());
    }

    private List<ChatMessage> messages(List<Item> chosen) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(system(chosen)));
        for (int i = chosen.size() - 1; i >= 0; i--) {
            Message recent = chosen.get(i).message();
            if (recent != null) {
                messages.add(chatMessage(recent));
            }
        }
        messages.add(UserMessage.from(text));
        return messages;
    }

    private static ChatMessage chatMessage(Message message) {
        return switch (message.role()) {
            case ASSISTANT -> AiMessage.from(message.text());
            case USER -> UserMessage.from(EmbeddingText.of(message));
            case SYSTEM, TOOL -> UserMessage.from("[" + name(message.role()) + "] " + message.text());
        };
    }

    private String system(List<Item> chosen) {
        StringBuilder system = new StringBuilder(instructions);
        system.append("\nNow it is ")
                .append(NOW.format(now.atZone(context.profile().zone())));
        system.append(" (").append(context.profile().zone()).append(").");
        for (Item item : chosen) {
            if (item.part() == Part.PROFILE) {
                system.append('\n').append(item.text());
            }
        }
        StringBuilder recalled = new StringBuilder();
        section(recalled, "The user's standing instructions", Part.INSTRUCTIONS, chosen);
        section(recalled, "People named", Part.CONTACTS, chosen);
        section(recalled, "What you remember", Part.MEMORIES, chosen);
        section(recalled, "From earlier conversations", Part.SIMILAR, chosen);
        section(recalled, "What the user usually does", Part.PATTERNS, chosen);
        if (!recalled.isEmpty()) {
            system.append("\n\n").append(Recalled.mark(recalled.toString()));
        }
        return system.toString();
    }

    /** What was said once cannot begin a section of its own. */
    private static String onOneLine(String text) {
        return LINE_BREAK
                .splitAsStream(text)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" / "));
    }

    private static void section(StringBuilder out, String title, Part part, List<Item> chosen) {
        boolean first = true;
        for (Item item : chosen) {
            if (item.part() == part) {
                if (first) {
                    out.append(out.isEmpty() ? "" : "\n\n").append(title).append(':');
                    first = false;
                }
                out.append("\n- ").append(onOneLine(item.text()));
            }
        }
    }
}
