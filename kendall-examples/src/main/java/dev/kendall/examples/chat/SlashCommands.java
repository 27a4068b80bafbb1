package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands within a conversation. */
final class SlashCommands {
    static final String QUIT = "/quit";

    private final Map<String, SlashCommand> commands = new LinkedHashMap<>();

    SlashCommands() {
        Stream.of(
                        MemoryCommands.all(),
                        PatternCommands.all(),
                        SearchCommands.all(),
                        PeopleCommands.all(),
                        DataCommands.all(),
                        List.of(
                                new SlashCommand("/help", "these lines", (session, argument) -> help(session)),
                                new SlashCommand(QUIT, "leave; so do Ctrl-D and Ctrl-C", (session, argument) -> {})))
                .flatMap(List::stream)
                .forEach(this::add);
    }

    private void add(SlashCommand command) {
        if (commands.putIfAbsent(command.name(), command) != null) {
            throw new IllegalStateException("two commands are named " + command.name());
        }
    }

    /** The names, for completion. */
    List<String> names() {
        return List.copyOf(commands.keySet());
    }

    /** Does what a line that begins with a slash says. */
    void run(Session session, String line) {
        String[] parts = line.split("\\s+", 2);
        SlashCommand command = commands.get(parts[0]);
        if (command == null) {
            throw new CommandFailed(ExitCode.FAILED, "There is no command " + parts[0] + "; /help lists them.");
        }
        command.action().run(session, parts.length == 2 ? parts[1].strip() : "");
    }

    private void help(Session session) {
        int width = commands.values().stream()
                .mapToInt(command -> command.usage().length())
                .max()
                .orElse(0);
        String row = "  %-" + width + "s  %s%n";
        commands.values().forEach(command -> session.out().printf(row, command.usage(), command.help()));
    }

    /** The argument, which must be there. */
    static String required(String argument, String usage) {
        if (argument.isEmpty()) {
            throw new CommandFailed(ExitCode.FAILED, "Something is missing: " + usage + ".");
        }
        return argument;
    }
}
