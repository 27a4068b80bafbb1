package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnInTheBackgroundTest {
    private static final UserId USER = UserId.of("u-42");
    private static final ThreadId THREAD = ThreadId.of("web-7");

    @Test
    void theApplicationIsServedWhileItLearns() {
        boolean[] served = {false};
        LearnInTheBackground.serve(InMemoryStorage.create(), HashingEmbeddingModel.create(), kendall -> {
            kendall.turn(USER, THREAD, "I work as a nurse.").complete("Noted.");
            served[0] = true;
        });
        assertThat(served[0]).isTrue();
    }

    @Test
    void onPostgresATurnIsLearnedFromOnce() {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        try (PostgresStorage storage = PostgresStorage.open(database.dataSource())) {
            Kendall kendall = Kendall.open(storage);
            try (LearningLoop loop = LearningLoop.of(kendall, LearningOptions.defaults())) {
                kendall.turn(USER, THREAD, "I work as a nurse.").complete("Noted.");
                assertThat(loop.catchUp()).isEqualTo(1);
                loop.runOnce();
                assertThat(storage.memories()
                                .list(USER, MemoryFilter.current(), PageRequest.first(10))
                                .items())
                        .singleElement()
                        .satisfies(memory -> assertThat(memory.value()).contains("nurse"));
                assertThat(loop.catchUp()).isZero();
                assertThat(loop.report().messages()).isEqualTo(2);
            }
        }
    }

    @Test
    void thePagesShowWhatRuns() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/LearnInTheBackground.java"));
        List<String> regions = OnPostgresTest.found(source, "// region [a-z ]+\n(.*?)\\s*// endregion");
        assertThat(regions).hasSize(1);
        for (String page : List.of("../docs/learning.md", "../README.md")) {
            assertThat(OnPostgresTest.found(Files.readString(Path.of(page)), "```java\n(.*?)```"))
                    .as(page)
                    .contains(regions.get(0));
        }
    }
}
