package dev.kendall.examples.ideas;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.examples.model.BgeSmall;
import dev.kendall.memory.NewMemory;
import dev.kendall.store.postgres.PostgresOptions;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.store.postgres.VectorIndexes;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Memory on PostgreSQL: behind a connection string, on the host's data source, and in the host's own transaction. */
public final class OnPostgres {
    private OnPostgres() {}

    /** Runs the first on the database of a connection string, with a chat model that only says what it was told. */
    public static void main(String[] arguments) {
        run(arguments[0], new EchoChatModel(), BgeSmall.load(), System.out);
    }

    static void run(String uri, ChatModel chatModel, EmbeddingModel embeddingModel, PrintStream out) {
        // region readme
        try (PostgresStorage storage = PostgresStorage.builder(uri).migrate().open();
                Kendall kendall = Kendall.open(storage, embeddingModel)) {
            UserId user = UserId.of("u-42");
            kendall.remember(user, NewMemory.fact("allergy", "hazelnuts, since childhood"));

            Turn turn = kendall.turn(user, ThreadId.of("web-7"), "Can I eat this cake?"); // read in one round trip
            String reply = chatModel
                    .chat(turn.prompt(TokenBudget.of(4_000)).messages())
                    .aiMessage()
                    .text();
            turn.complete(reply); // stored in one round trip, all or nothing
            // endregion

            out.println(reply);
        }
    }

    // region data source
    static Kendall kendall(DataSource dataSource, EmbeddingModel embeddingModel) {
        PostgresSchema.of(dataSource).migrate();
        return Kendall.open(PostgresStorage.open(dataSource), embeddingModel);
    }
    // endregion

    static HikariDataSource pool(String jdbcUrl, String user, String password) {
        // region hikari
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(10);
        config.setConnectionTimeout(5_000);
        config.addDataSourceProperty("socketTimeout", "15"); // seconds: the statement timeout and some
        config.addDataSourceProperty("tcpKeepAlive", "true");
        HikariDataSource dataSource = new HikariDataSource(config);
        // endregion
        return dataSource;
    }

    static PostgresStorage open(DataSource dataSource) {
        // region options
        PostgresOptions options = PostgresOptions.builder()
                .statementTimeout(Duration.ofSeconds(5))
                .lockTimeout(Duration.ofSeconds(2))
                .build();
        PostgresStorage storage = PostgresStorage.builder(dataSource)
                .schema("memory")
                .options(options)
                .open();
        // endregion
        return storage;
    }

    static void order(DataSource dataSource, PostgresStorage storage, Turn turn) throws SQLException {
        // region transaction
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement order =
                    connection.prepareStatement("insert into orders (customer, article) values (?, ?)")) {
                order.setString(1, turn.user().value());
                order.setString(2, "cake without nuts");
                order.executeUpdate();
            }
            turn.complete("It is on its way.", storage.in(connection));
            connection.commit(); // the order and the turn, or neither
        }
        // endregion
    }

    static void atNight(PostgresStorage storage, PrintStream out) {
        // region nightly
        VectorIndexes.Report report = storage.vectorIndexes().ensure();
        report.built().forEach(index -> out.println("built " + index));
        report.impossible().forEach(out::println);
        // endregion
    }
}
