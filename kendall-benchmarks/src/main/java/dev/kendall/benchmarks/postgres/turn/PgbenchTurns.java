package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.chat.MessageId;
import dev.kendall.id.IdGenerator;
import dev.kendall.store.postgres.PostgresStorage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The turns that Kendall makes, as a script of pgbench: the same statements with the same values, sent the same way, the reading as one pipeline
 * and the storing as one statement. pgbench has no values but numbers of its own, so the values of many turns stand in a table, and
 * a turn begins by fetching a row of it, which Kendall does not have to do. New ids are made
 * then; they are random, and not ascending as Kendall's are.
 */
final class PgbenchTurns {
    private static final String TABLE = "pgbench_turns";
    private static final UUID ENTRY = new UUID(0, 1);
    private static final MessageId QUESTION = new MessageId(new UUID(0, 2));
    private static final MessageId ANSWER = new MessageId(new UUID(0, 3));
    private static final String NEW_IDS =
            "(select gen_random_uuid()::text as q, gen_random_uuid()::text as a, gen_random_uuid()::text as e)";

    private final List<Made> turns = new ArrayList<>();

    /** A turn's statements: what reads it and what stores it. */
    private record Made(TappedStatement read, TappedStatement store) {}

    /** Ids that stand for those that each turn makes anew. The outbox asks for its entry's id from the storage. */
    private static final class StandIns implements IdGenerator {
        private int next;

        @Override
        public UUID next() {
            return List.of(QUESTION.value(), ANSWER.value(), ENTRY).get(next++ % 3);
        }
    }

    /** Makes the turns of each user through Kendall, and takes back what they stored. */
    static PgbenchTurns tapped(DataSource source, List<UserTurns> users, int each) throws SQLException {
        PgbenchTurns result = new PgbenchTurns();
        StatementTap tap = new StatementTap(source);
        StandIns ids = new StandIns();
        PostgresStorage storage = MeasuredDatabase.storage(tap.dataSource(), ids);
        storage.context().read(users.get(0).query(0));
        tap.drain();
        for (UserTurns user : users) {
            for (int turn = 0; turn < each; turn++) {
                storage.context().read(user.query(turn));
                TappedStatement read = tap.drain().get(0);
                storage.storeTurn(user.write(turn, ids));
                result.turns.add(new Made(read, tap.drain().get(0)));
                storage.inTransaction(tx -> {
                    tx.chat().delete(user.user(), QUESTION);
                    tx.chat().delete(user.user(), ANSWER);
                    return tx.outbox().list(1).stream().allMatch(tx.outbox()::remove);
                });
                tap.drain();
            }
        }
        return result;
    }

    /** Writes the values of the turns into the table. */
    void fill(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        Made first = turns.get(0);
        IntStream.range(0, first.read().bindings().size()).forEach(i -> columns.add("r" + i));
        IntStream.range(0, first.store().bindings().size()).forEach(i -> columns.add("w" + i));
        try (PreparedStatement create =
                connection.prepareStatement("create table " + TABLE + " (n integer primary key, "
                        + columns.stream().map(column -> column + " text").collect(Collectors.joining(", "))
                        + ") with (toast_tuple_target = 8160)")) {
            create.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + TABLE + " values (?" + ", ?".repeat(columns.size()) + ")")) {
            for (int n = 0; n < turns.size(); n++) {
                Made made = turns.get(n);
                if (!made.read().sql().equals(first.read().sql())
                        || !made.store().sql().equals(first.store().sql())) {
                    throw new IllegalStateException("not all turns are made with the same statements");
                }
                insert.setInt(1, n + 1);
                int column = 2;
                for (TappedStatement statement : List.of(made.read(), made.store())) {
                    for (TappedStatement.Binding binding : statement.bindings()) {
                        insert.setString(column++, ServerText.of(binding).text());
                    }
                }
                insert.executeUpdate();
            }
        }
    }

    /** The script. */
    String script() {
        Made turn = turns.get(0);
        int reading = turn.read().bindings().size();
        int storing = turn.store().bindings().size();
        StringBuilder script = new StringBuilder("\\set turn random(1, " + turns.size() + ")\nselect ");
        for (int i = 0; i < reading; i++) {
            script.append("r").append(i).append(", ");
        }
        for (int i = 0; i < storing; i++) {
            String column = "w" + i;
            script.append(i == 0 ? "" : ", ")
                    .append(
                            isNew(turn.store().bindings().get(i))
                                    ? "replace(replace(replace(%1$s, '%2$s', q), '%3$s', a), '%4$s', e) as %1$s"
                                            .formatted(column, QUESTION, ANSWER, ENTRY)
                                    : column);
        }
        script.append(" from ")
                .append(TABLE)
                .append(", ")
                .append(NEW_IDS)
                .append(" as ids where n = :turn \\gset\n\\startpipeline\n")
                .append(inlined(turn.read(), "r"))
                .append(";\n\\endpipeline\n")
                .append(inlined(turn.store(), "w"))
                .append(";\n");
        return script.toString();
    }

    private static boolean isNew(TappedStatement.Binding binding) {
        String text = ServerText.of(binding).text();
        return text.contains(QUESTION.toString())
                || text.contains(ANSWER.toString())
                || text.contains(ENTRY.toString());
    }

    private static String inlined(TappedStatement statement, String prefix) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int at = 0; at < statement.sql().length(); at++) {
            char c = statement.sql().charAt(at);
            if (c == '?') {
                text.append(':')
                        .append(prefix)
                        .append(next)
                        .append("::")
                        .append(ServerText.of(statement.bindings().get(next)).type());
                next++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
