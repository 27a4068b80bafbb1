package dev.kendall.benchmarks.postgres.retrieval;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.store.postgres.PostgresImport;
import dev.kendall.store.postgres.PostgresStorage;
import java.sql.SQLException;

/** Brings chats into a database, as after a move: imported, with the indexes that Kendall's maintenance finds due, and settled. */
final class FilledDatabase {
    private FilledDatabase() {}

    static void fill(MeasuredDatabase database, Chats chats) throws SQLException {
        try (HikariDataSource pool = database.pool(1);
                PostgresStorage storage = MeasuredDatabase.storage(pool)) {
            storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
            database.withoutWordIndex(() -> {
                PostgresImport in = PostgresImport.into(storage);
                check(in.messages(chats.messagesInOrder()).inserted(), chats);
                check(in.vectors(chats.vectorsInOrder()).inserted(), chats);
            });
            storage.vectorIndexes().ensure();
        }
        database.settle();
    }

    private static void check(long inserted, Chats chats) {
        if (inserted != chats.messages()) {
            throw new IllegalStateException("only " + inserted + " of " + chats.messages() + " rows were imported");
        }
    }
}
