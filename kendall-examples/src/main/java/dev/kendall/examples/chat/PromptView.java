package dev.kendall.examples.chat;

import dev.kendall.examples.command.Text;
import dev.kendall.turn.Prompt;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a prompt. */
final class PromptView {
    private PromptView() {}

    static void show(Prompt prompt, PrintWriter out) {
        String omitted = prompt.omissions().stream()
                .map(omission ->
                        omission.count() + " of " + omission.part().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        out.printf(
                "  prompt, about %d tokens%s:%n",
                prompt.tokens(), omitted.isEmpty() ? "" : ", left out for want of room: " + omitted);
        out.println(Text.indent(prompt.text(), "  | "));
    }
}
