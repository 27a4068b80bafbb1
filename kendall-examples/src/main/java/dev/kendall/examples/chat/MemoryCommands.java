package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Text;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Remembering, listing and forgetting. */
final class MemoryCommands {
    private static final PageRequest PAGE = PageRequest.first(500);
    private static final String REMEMBER = "/remember KEY = VALUE";
    private static final String FORGET = "/forget WORDS | NUMBER | everything";

    private MemoryCommands() {}

    static List<SlashCommand> all() {
        return List.of(
                new SlashCommand("/memories", "what is remembered", (session, argument) -> list(session)),
                new SlashCommand(
                        REMEMBER,
                        "remember something, in the place of what has the same key",
                        MemoryCommands::remember),
                new SlashCommand(FORGET, "take a memory back; erase everything", MemoryCommands::forget));
    }

    private static void list(Session session) {
        session.learn();
        List<Memory> memories = current(session);
        if (memories.isEmpty()) {
            session.out().println("Nothing is remembered yet; " + REMEMBER + " adds something.");
        }
        show(session, memories);
    }

    private static void show(Session session, List<Memory> memories) {
        session.list(memories);
        for (int i = 0; i < memories.size(); i++) {
            Memory memory = memories.get(i);
            session.out()
                    .printf(
                            "  %d. %s  (%s, %s)%n",
                            i + 1,
                            Text.snippet(EmbeddingText.of(memory), 120),
                            memory.type(),
                            session.local(memory.recordedAt()));
        }
    }

    private static List<Memory> current(Session session) {
        List<Memory> memories = new ArrayList<>();
        Page.each(PAGE, page -> session.storage().memories().list(session.user(), MemoryFilter.current(), page))
                .forEach(memories::add);
        return memories;
    }

    private static void remember(Session session, String argument) {
        String[] parts = argument.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new CommandFailed(
                    ExitCode.FAILED, "Say it as " + REMEMBER + ", such as /remember coffee = flat white.");
        }
        session.ensureUser();
        NewMemory memory = NewMemory.of(MemoryType.FACT, parts[0].strip(), parts[1].strip());
        List<Memory> same = session.storage()
                .memories()
                .list(session.user(), MemoryFilter.current().withKeys(memory.key()), PageRequest.first(1))
                .items();
        if (same.isEmpty()) {
            session.kendall().remember(session.user(), memory);
            session.out().println("Remembered.");
        } else if (same.get(0).value().equals(memory.value())) {
            session.out().println("That is remembered already.");
        } else {
            session.storage().memories().supersede(same.get(0), memory);
            session.kendall().embedPending();
            session.out()
                    .println("Remembered, in the place of: "
                            + Text.snippet(same.get(0).value(), 100));
        }
    }

    private static void forget(Session session, String argument) {
        SlashCommands.required(argument, FORGET);
        if (argument.equals("everything")) {
            DataCommands.erase(session);
            return;
        }
        List<Memory> meant = argument.matches("[0-9]{1,9}") ? byNumber(session, argument) : byWords(session, argument);
        if (meant.isEmpty()) {
            throw new CommandFailed(ExitCode.FAILED, "No memory fits; /memories lists them all.");
        }
        if (meant.size() > 1) {
            session.out().println("Several fit; which one? Say /forget NUMBER.");
            show(session, meant);
            return;
        }
        Memory memory = session.storage().memories().retract(meant.get(0), "the user asked to forget it");
        session.list(List.of());
        session.out().println("Forgotten: " + Text.snippet(EmbeddingText.of(memory), 120));
    }

    private static List<Memory> byNumber(Session session, String argument) {
        int number = Integer.parseInt(argument);
        if (number < 1 || number > session.listed().size()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "There is no number " + argument + " in the latest list; /memories makes a new one.");
        }
        return List.of(session.listed().get(number - 1));
    }

    /** One with exactly that key; else all that hold every word. */
    private static List<Memory> byWords(Session session, String argument) {
        List<Memory> memories = current(session);
        List<Memory> ofKey = memories.stream()
                .filter(memory -> memory.key().equalsIgnoreCase(argument))
                .toList();
        if (!ofKey.isEmpty()) {
            return ofKey;
        }
        List<String> words = Arrays.asList(argument.toLowerCase(Locale.ROOT).split("\\s+"));
        return memories.stream()
                .filter(memory -> {
                    String text = EmbeddingText.of(memory).toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(text::contains);
                })
                .toList();
    }
}
