package dev.kendall.store.postgres;

import dev.kendall.chat.MessageId;
import dev.kendall.store.postgres.internal.InstantBinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row. */
final class Columns {
    private static final Pattern COLUMN = Pattern.compile("[a-z_]+");

    private Columns() {}

    /** A list of columns, each of them of {@code alias}. */
    static String of(String alias, String columns) {
        return COLUMN.matcher(columns).replaceAll(alias + ".$0");
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(timeOrNull(row, column));
    }

    static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
        return InstantBinding.read(row, column);
    }

    static UUID uuid(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(uuidOrNull(row, column));
    }

    static @Nullable UUID uuidOrNull(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static @Nullable Integer intOrNull(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    static List<MessageId> messageIds(ResultSet row, int column) throws SQLException {
        List<MessageId> ids = new ArrayList<>();
        for (UUID id : (UUID[]) row.getArray(column).getArray()) {
            ids.add(new MessageId(id));
        }
        return ids;
    }
}
