package dev.kendall.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.FaultyEmbeddingModel;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.ScriptedChatModel;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatConversationTest {
    @TempDir
    Path home;

    @Test
    void rememberedBetweenTwoRuns() {
        CommandRun.Result first = chat("/remember coffee = flat white\nThe dentist is on Friday at nine\n");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();
        CommandRun.Result second = chat("When is the dentist?\n/memories\n");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out())
                .contains("recalled in ", "embedding ", "reading ")
                .contains("The dentist is on Friday at nine")
                .contains("1. coffee: flat white");
        assertThat(home.resolve(".kendall/chat.snapshot")).isRegularFile();
    }

    @Test
    void withoutAKeyItSaysSoOnceAndShowsThePrompt() {
        CommandRun.Result result = chat("Hello there\nAnd again\n");
        assertThat(result.out()).containsOnlyOnce("OPENAI_API_KEY is not set");
        assertThat(result.out())
                .contains("  | System: You are the user's personal assistant.", "  | User: Hello there");
    }

    @Test
    void nobodyIsSaidToHaveAnswered() {
        chat("Hello there\n");
        assertThat(chat("/export " + home.resolve("out.jsonl") + "\n").exitCode())
                .isZero();
        assertThat(read(home.resolve("out.jsonl"))).contains("Hello there").doesNotContain("ASSISTANT");
    }

    @Test
    void theModelAnswersWithTheMemoryInItsPromptAndIsRemembered() {
        ScriptedChatModel model = ScriptedChatModel.answering("Of course: flat white.");
        CommandRun.Result result = CommandRun.in(home)
                .with(model)
                .type("/remember coffee = flat white\nWhich coffee do I drink?\n/search flat white\n", "chat");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("kendall> Of course: flat white.").doesNotContain("OPENAI_API_KEY");
        assertThat(result.out()).contains("kendall: Of course: flat white.");
        assertThat(((SystemMessage) model.requests().get(0).messages().get(0)).text())
                .contains("coffee: flat white");
    }

    @Test
    void theSettingsOfTheModelComeFromOptionsBeforeTheEnvironment() {
        List<String> settings = new ArrayList<>();
        CommandRun run = CommandRun.in(home)
                .with(given -> {
                    settings.add(given.toString());
                    return ScriptedChatModel.answering();
                })
                .with("OPENAI_MODEL", "small")
                .with("OPENAI_BASE_URL", "http://localhost:1/v1");
        run.run("chat");
        run.run("chat", "--model", "large", "--base-url", "http://localhost:2/v1");
        assertThat(settings)
                .containsExactly(
                        "ChatModelSettings[small at http://localhost:1/v1]",
                        "ChatModelSettings[large at http://localhost:2/v1]");
    }

    @Test
    void aBaseUrlThatIsNoneIsUsage() {
        CommandRun.Result result =
                CommandRun.in(home).with(ScriptedChatModel.answering()).type("Hi\n", "chat", "--base-url", "localhost");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("must look like https://example.com/v1");
    }

    @Test
    void aFailingModelIsOneSentenceAndLosesNothing() {
        ScriptedChatModel model = ScriptedChatModel.answering()
                .thenFail(new RuntimeException(new ConnectException("refused")))
                .thenFail(new AuthenticationException("key sk-test is wrong"))
                .then("I am back.");
        CommandRun.Result result = CommandRun.in(home)
                .with(model)
                .type("First try\nSecond try\nThird try\n/search first second third try\n", "chat");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err().lines())
                .containsExactly(
                        "The chat model gpt-4o-mini gave no answer: it cannot be reached; check the network, or"
                                + " OPENAI_BASE_URL. Your message is kept, without an answer.",
                        "The chat model gpt-4o-mini gave no answer: it does not accept the key in OPENAI_API_KEY. Your"
                                + " message is kept, without an answer.");
        assertThat(result.out()).contains("you: First try", "you: Second try", "you: Third try", "kendall> I am back.");
    }

    @Test
    void aFailingEmbeddingModelLeavesSearchByWord() {
        FaultyEmbeddingModel model = FaultyEmbeddingModel.over(HashingEmbeddingModel.create());
        model.breakDown();
        CommandRun.Result result =
                CommandRun.in(home).with(model).type("The boiler is broken\n/search boiler\n", "chat");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("by word only", "you: The boiler is broken");
    }

    @Test
    void aPromptThatDoesNotFitKeepsTheMessage() {
        CommandRun.Result result =
                CommandRun.in(home).type("Hello there\n/search hello\n", "chat", "--token-budget", "5");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).contains("you: Hello there");
    }

    @Test
    void rememberingAgainSupersedes() {
        CommandRun.Result result = chat(
                "/remember coffee = flat white\n/remember coffee = espresso\n/remember coffee = espresso\n/memories\n");
        assertThat(result.out())
                .contains(
                        "Remembered, in the place of: flat white", "That is remembered already.", "1. coffee: espresso")
                .doesNotContain("2. coffee");
    }

    @Test
    void forgettingAsksWhenSeveralFit() {
        CommandRun.Result result = chat("""
                /remember car key = in the hall
                /remember house key = under the pot
                /forget key
                /forget 1
                /memories
                /forget car
                /memories
                /forget car
                /forget 7
                """);
        assertThat(result.out()).contains("Several fit; which one?", "Forgotten: house key", "Forgotten: car key");
        assertThat(result.out()).contains("Nothing is remembered yet");
        assertThat(result.err().lines())
                .containsExactly(
                        "No memory fits; /memories lists them all.",
                        "There is no number 7 in the latest list; /memories makes a new one.");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void everythingIsErasedOnlyWhenConfirmed() {
        chat("I like tea\n/remember tea = green\n");
        assertThat(chat("/forget everything\nno\n").out()).contains("Nothing was erased.");
        assertThat(chat("/forget everything\n").out()).contains("Nothing was erased.");
        CommandRun.Result erased = chat("/forget everything\nERASE\n/memories\n/search tea\n");
        assertThat(erased.out())
                .containsPattern("messages +1\\R")
                .containsPattern("memories +1\\R")
                .contains("Nothing is remembered yet", "Nothing was found.");
        assertThat(chat("/search tea\n").out()).contains("Nothing was found.");
        assertThat(read(home.resolve(".kendall/chat.snapshot"))).doesNotContain("I like tea");
    }

    @Test
    void contactsAreKnownAndNamedInATurn() {
        CommandRun.Result result = CommandRun.in(home).type("""
                        /contact John Hale, 020 7946 0018, john@example.com, brother
                        /contacts
                        Ring John Hale
                        /contact Ann, 12
                        /contact
                        """, "chat", "--region", "GB");
        assertThat(result.out())
                .contains("Known: John Hale, brother, +442079460018, john@example.com")
                .contains("contact: John Hale, brother");
        assertThat(result.err().lines()).hasSize(2);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void theProfileIsShownAndChanged() {
        CommandRun.Result result =
                chat("/profile nickname = Nora\n/profile zone = Mars/Base\n/profile shoe = 38\n/profile\n");
        assertThat(result.out()).containsPattern("nickname +Nora");
        assertThat(result.err()).contains("There is no time zone Mars/Base", "A profile has no field shoe");
        assertThat(chat("/profile nickname =\n/profile\n").out()).containsPattern("nickname +-");
    }

    @Test
    void threadsAndSimilarConversations() {
        CommandRun.Result result =
                chat("/thread holiday\nWe fly to Lisbon in May\n/thread\n/thread home\n/similar Lisbon in May\n");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Now in the thread holiday.", "  holiday, last active ", "you: We fly to Lisbon");
    }

    @Test
    void helpPatternsAndWhatIsNoCommand() {
        CommandRun.Result result = chat("/help\n/patterns\n/dance\n/search\n/quit\nnever read\n");
        assertThat(result.out())
                .contains("/forget WORDS | NUMBER | everything", "/quit", "Nothing regular was found yet")
                .doesNotContain("never read");
        assertThat(result.err().lines())
                .containsExactly(
                        "There is no command /dance; /help lists them.", "Something is missing: /search WORDS.");
    }

    @Test
    void anExportIsNeverWrittenOverAFile() throws IOException {
        Path file = Files.writeString(home.resolve("there.jsonl"), "mine");
        CommandRun.Result result = chat("/export " + file + "\n/export " + home.resolve("no/such/folder") + "\n");
        assertThat(result.err().lines())
                .containsExactly(
                        file + " cannot be written: there is a file of that name already.",
                        home.resolve("no/such/folder") + " cannot be written: there is no such file or folder.");
        assertThat(file).hasContent("mine");
    }

    @Test
    void usersAreKeptApart() {
        chat("/remember coffee = flat white\n");
        assertThat(CommandRun.in(home)
                        .type("/memories\n", "chat", "--user", "other")
                        .out())
                .contains("Nothing is remembered yet");
    }

    @Test
    void theFolderCanBeSet() {
        CommandRun.in(home)
                .with("KENDALL_HOME", home.resolve("elsewhere").toString())
                .type("Hi\n", "chat");
        assertThat(home.resolve("elsewhere/chat.snapshot")).isRegularFile();
        CommandRun.in(home).type("Hi\n", "chat", "--data", home.resolve("named").toString());
        assertThat(home.resolve("named")).isRegularFile();
        assertThat(home.resolve(".kendall")).doesNotExist();
    }

    @Test
    void aFileInUseIsRefused() throws IOException {
        Files.createDirectories(home.resolve(".kendall"));
        try (FileChannel other = FileChannel.open(
                        home.resolve(".kendall/chat.snapshot.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = other.lock()) {
            CommandRun.Result result = chat("Hi\n");
            assertThat(lock.isValid()).isTrue();
            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).contains("in use");
        }
    }

    @Test
    void aDamagedFileIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(home.resolve(".kendall"));
        Path file = Files.writeString(home.resolve(".kendall/chat.snapshot"), "this is no snapshot");
        CommandRun.Result result = chat("Hi\n");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(file).hasContent("this is no snapshot");
    }

    @Test
    void aFolderOrAnImpossiblePathIsNoDataFile() throws IOException {
        Path blocked = Files.writeString(home.resolve("file"), "");
        for (Path data : List.of(home, blocked.resolve("below/chat.snapshot"))) {
            CommandRun.Result result = CommandRun.in(home).type("Hi\n", "chat", "--data", data.toString());
            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err().lines()).hasSize(1);
        }
    }

    private CommandRun.Result chat(String lines) {
        return CommandRun.in(home).type(lines, "chat");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
