package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OnPostgresTest {
    private static final UserId USER = UserId.of("u-7");

    private final PostgresDatabase database = PostgresServer.shared().freshDatabase();
    private final HashingEmbeddingModel embeddings = HashingEmbeddingModel.create();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PrintStream printer() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Test
    void theReadmesExampleRuns() {
        OnPostgres.run(database.jdbcUrlWithPassword(), new EchoChatModel(), embeddings, printer());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("allergy: hazelnuts, since childhood");
    }

    @Test
    void theHostsDataSourceIsUsedAndItsTransactionHoldsBoth() throws SQLException {
        try (HikariDataSource pool = OnPostgres.pool(database.jdbcUrl(), database.user(), database.password());
                Kendall kendall = OnPostgres.kendall(pool, embeddings)) {
            run(pool, "create table orders (customer text not null, article text not null)");
            PostgresStorage storage = (PostgresStorage) kendall.storage();
            OnPostgres.order(pool, storage, kendall.turn(USER, ThreadId.of("web"), "A cake, please"));
            assertThat(count(pool, "select count(*) from orders")).isEqualTo(1);
            assertThat(storage.chat()
                            .list(USER, MessageFilter.all(), PageRequest.first(5))
                            .items())
                    .extracting(message -> message.text())
                    .containsExactly("It is on its way.", "A cake, please");
            OnPostgres.atNight(storage, printer());
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void anotherSchemaAndOtherTimeLimitsCanBeChosen() {
        PostgresSchema.of(database.dataSource(), "memory").migrate();
        try (PostgresStorage storage = OnPostgres.open(database.dataSource())) {
            assertThat(storage.users().find(USER)).isEmpty();
        }
    }

    @Test
    void thePagesShowWhatRuns() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/OnPostgres.java"));
        List<String> regions = found(source, "// region [a-z ]+\n(.*?)\\s*// endregion");
        assertThat(regions).hasSize(6);
        List<String> shown = found(Files.readString(Path.of("../docs/postgres.md")), "```java\n(.*?)```");
        assertThat(shown).hasSize(5).allSatisfy(block -> assertThat(regions).contains(block));
        String readme = Files.readString(Path.of("../README.md"));
        // The README closes the block that the program goes on in.
        assertThat(found(readme, "```java\n(.*?)}\\s*```").get(1)).isEqualTo(regions.get(0));
    }

    /** What the pattern's group holds, everywhere, without white space: the formatter breaks lines. */
    static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).replaceAll("\\s+", ""))
                .toList();
    }

    private static void run(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
