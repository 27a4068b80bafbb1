package dev.kendall.examples;

import dev.kendall.embedding.Embedder;
import dev.kendall.examples.command.Host;
import dev.kendall.examples.model.ChatModels;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.TestClock;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs {@code ./kendall} in this process: nothing is a terminal, time stands still, and the embedding model is a hash. */
public final class CommandRun {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private EmbeddingModel embeddingModel = HashingEmbeddingModel.create();
    private ChatModels chatModels = settings -> {
        throw new AssertionError("no chat model was expected: " + settings);
    };

    /** What a run gave. */
    public record Result(int exitCode, String out, String err) {}

    private CommandRun(Path home) {
        this.home = home;
    }

    /** A command whose home folder is {@code home}. */
    public static CommandRun in(Path home) {
        return new CommandRun(home);
    }

    /** At another time. */
    public CommandRun now(String time) {
        clock = TestClock.at(time);
        return this;
    }

    /** With an environment variable. */
    public CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With a key, and a chat model that it opens. */
    public CommandRun with(ChatModel model) {
        chatModels = settings -> model;
        return with("OPENAI_API_KEY", "sk-test");
    }

    /** With chat models. */
    public CommandRun with(ChatModels models) {
        chatModels = models;
        return with("OPENAI_API_KEY", "sk-test");
    }

    /** With another embedding model. */
    public CommandRun with(EmbeddingModel model) {
        embeddingModel = model;
        return this;
    }

    /** Runs a command that reads these lines. */
    public Result type(String lines, String... arguments) {
        return talk(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), new StringWriter(), arguments);
    }

    /** Runs a command that reads from {@code in} and says to {@code out}, while others look on. */
    public Result talk(InputStream in, StringWriter out, String... arguments) {
        Host host = new Host(in, false, environment, home, clock, () -> Embedder.of(embeddingModel), chatModels);
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** Runs a command that reads nothing. */
    public Result run(String... arguments) {
        return type("", arguments);
    }
}
