package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.model.ChatModelSettings;
import dev.kendall.turn.TokenBudget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which chat model answers, and how much it is told. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The chat model. Default: $OPENAI_MODEL, else " + ChatModelSettings.DEFAULT_MODEL + ".")
    @Nullable
    String model;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where a chat model with OpenAI's interface is. Default: $OPENAI_BASE_URL, else OpenAI.")
    @Nullable
    String baseUrl;

    @Option(
            names = "--token-budget",
            paramLabel = "N",
            defaultValue = "4000",
            description = "How many tokens a prompt has at most. Default: ${DEFAULT-VALUE}.")
    int tokens = 4_000;

    @Option(names = "--show-prompt", description = "Show every prompt, also where a model answers.")
    boolean showPrompt;

    /** The budget of a prompt. */
    TokenBudget budget() {
        return TokenBudget.of(tokens);
    }

    /** Whoever answers, or null when there is no key. */
    @Nullable
    Answerer open(Host host) {
        String key = host.variable("OPENAI_API_KEY");
        if (key == null) {
            return null;
        }
        String url = checked(baseUrl != null ? baseUrl : host.variable("OPENAI_BASE_URL"));
        String name = model != null ? model : host.variable("OPENAI_MODEL");
        ChatModelSettings settings =
                new ChatModelSettings(key, url, name == null ? ChatModelSettings.DEFAULT_MODEL : name);
        return new Answerer(settings.model(), host.chatModels().open(settings));
    }

    private static @Nullable String checked(@Nullable String url) {
        if (url != null && !url.matches("https?://[^/\\s]+\\S*")) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "The base URL of the chat model must look like https://example.com/v1; see --base-url and OPENAI_BASE_URL.");
        }
        return url;
    }
}
