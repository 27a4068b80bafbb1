package dev.kendall.store.postgres;

import com.pgvector.PGvector;
import dev.kendall.attributes.Attributes;
import dev.kendall.failure.StorageRefused;
import dev.kendall.store.postgres.internal.AttributesConverter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows on their way to the server by {@code COPY … FROM STDIN}, in the binary format (PostgreSQL documentation, "COPY", and the {@code _send}
 * functions of its types). Nothing has to be escaped, and numbers and times travel as they are stored.
 */
final class CopyStream {
    private static final Logger LOG = LoggerFactory.getLogger(CopyStream.class);
    private static final int BUFFER = 65_536;
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int INT2 = 21;
    private static final int INT8 = 20;
    private static final int TEXT = 25;
    private static final int UUID_TYPE = 2950;
    private static final byte JSONB_VERSION = 1;

    /** 2000-01-01, from which PostgreSQL counts, in seconds since 1970. */
    private static final long EPOCH = 946_684_800L;

    private final DataOutputStream out;

    private CopyStream(DataOutputStream out) {
        this.out = out;
    }

    /** Writes rows. */
    interface Source {
        void writeTo(CopyStream stream) throws IOException, SQLException;
    }

    /** Runs the statement with the rows of {@code source}; all of them or none. */
    static void run(Connection connection, String sql, Source source) throws SQLException {
        PGCopyOutputStream copy = new PGCopyOutputStream(driver(connection), sql, BUFFER);
        boolean done = false;
        try {
            DataOutputStream out = new DataOutputStream(copy);
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            source.writeTo(new CopyStream(out));
            out.writeShort(-1);
            out.flush();
            copy.endCopy();
            done = true;
        } catch (IOException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException("COPY was cut off", "08006", e);
        } finally {
            if (!done) {
                cancel(copy);
            }
        }
    }

    private static PGConnection driver(Connection connection) throws SQLException {
        if (connection.isWrapperFor(PGConnection.class)) {
            return connection.unwrap(PGConnection.class);
        }
        throw new StorageRefused(
                "an import needs COPY, which only PostgreSQL's own JDBC driver has (org.postgresql.PGConnection); the data source gives "
                        + connection.getClass().getName()
                        + ", which is not one and does not unwrap to one: open the storage on a data source that does",
                null);
    }

    private static void cancel(PGCopyOutputStream copy) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            LOG.debug("a COPY could not be cancelled in SQL state {}; the transaction is rolled back", e.getSQLState());
        }
    }

    /** Begins a row of that many fields. */
    void row(int fields) throws IOException {
        out.writeShort(fields);
    }

    /** The next field of the row, in the form of the column's type. */
    void field(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else if (value instanceof String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof UUID uuid) {
            uuid(uuid);
        } else if (value instanceof Instant time) {
            number(Math.addExact(
                    Math.multiplyExact(time.getEpochSecond() - EPOCH, 1_000_000L), time.getNano() / 1_000));
        } else if (value instanceof LocalTime time) {
            number(time.toNanoOfDay() / 1_000);
        } else if (value instanceof Attributes attributes) {
            json(AttributesConverter.write(attributes));
        } else if (value instanceof JSONB json) {
            json(json.data());
        } else if (value instanceof PGvector vector) {
            vector(vector);
        } else if (value instanceof HalfVector vector) {
            bytes(vector.toBytes());
        } else if (value.getClass().isArray()) {
            array(value);
        } else {
            primitive(value);
        }
    }

    private void primitive(Object value) throws IOException {
        if (value instanceof Boolean bool) {
            out.writeInt(1);
            out.writeBoolean(bool);
        } else if (value instanceof Short number) {
            out.writeInt(Short.BYTES);
            out.writeShort(number);
        } else if (value instanceof Integer number) {
            out.writeInt(Integer.BYTES);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            number(number);
        } else if (value instanceof Double number) {
            number(Double.doubleToLongBits(number));
        } else {
            throw new IllegalArgumentException(
                    "no binary form for " + value.getClass().getName());
        }
    }

    private void number(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private void uuid(UUID value) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private void bytes(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private void json(String json) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        out.writeInt(1 + text.length);
        out.writeByte(JSONB_VERSION);
        out.write(text);
    }

    private void vector(PGvector vector) throws IOException {
        byte[] value = new byte[vector.lengthInBytes()];
        vector.toBytes(value, 0);
        bytes(value);
    }

    private void array(Object value) throws IOException {
        if (value instanceof String[] texts) {
            byte[][] elements = new byte[texts.length][];
            int size = 0;
            for (int i = 0; i < texts.length; i++) {
                elements[i] = texts[i].getBytes(StandardCharsets.UTF_8);
                size += elements[i].length;
            }
            beginArray(TEXT, texts.length, size);
            for (byte[] element : elements) {
                bytes(element);
            }
        } else if (value instanceof UUID[] ids) {
            beginArray(UUID_TYPE, ids.length, 2 * Long.BYTES * ids.length);
            for (UUID id : ids) {
                uuid(id);
            }
        } else if (value instanceof Long[] numbers) {
            beginArray(INT8, numbers.length, Long.BYTES * numbers.length);
            for (long number : numbers) {
                number(number);
            }
        } else if (value instanceof long[] numbers) {
            beginArray(INT8, numbers.length, Long.BYTES * numbers.length);
            for (long number : numbers) {
                number(number);
            }
        } else if (value instanceof Short[] numbers) {
            beginArray(INT2, numbers.length, Short.BYTES * numbers.length);
            for (Short number : numbers) {
                primitive(number);
            }
        } else {
            throw new IllegalArgumentException(
                    "no binary form for " + value.getClass().getName());
        }
    }

    /** An array without nulls: its dimensions (none when it is empty), whether it has nulls, the type, then length and first index. */
    private void beginArray(int type, int length, int bytes) throws IOException {
        boolean empty = length == 0;
        out.writeInt(3 * Integer.BYTES + (empty ? 0 : 2 * Integer.BYTES + Integer.BYTES * length + bytes));
        out.writeInt(empty ? 0 : 1);
        out.writeInt(0);
        out.writeInt(type);
        if (!empty) {
            out.writeInt(length);
            out.writeInt(1);
        }
    }
}
