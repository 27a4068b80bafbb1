package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a client's bytes behind the startup apart into messages: a type, a length that counts itself, a body. Not thread-safe. */
final class ClientMessages {
    private static final int HEADER = 1 + Integer.BYTES;

    private final ClientStatements statements;
    /** What is not yet a whole message stands before the position. */
    private ByteBuffer pending = ByteBuffer.allocate(8 * 1024);

    ClientMessages(ClientStatements statements) {
        this.statements = statements;
    }

    /**
     * Takes the next bytes that have come, which may end within a message.
     *
     * @throws IOException when they are no messages
     */
    void accept(byte[] bytes, int length) throws IOException {
        if (pending.remaining() < length) {
            int size = Math.addExact(pending.position(), length);
            pending = ByteBuffer.allocate(Math.max(size, size * 2)).put(pending.flip());
        }
        pending.put(bytes, 0, length);
        int start = 0;
        int end = end(start);
        while (end >= 0 && end <= pending.position()) {
            ByteBuffer body = pending.slice(start + HEADER, end - start - HEADER);
            statements.accept((char) pending.get(start), body);
            start = end;
            end = end(start);
        }
        if (start > 0) {
            pending.flip().position(start);
            pending.compact();
        }
        if (pending.position() == 0) {
            statements.paused();
        }
    }

    /** Where the message ends that begins at {@code start}; -1 when its length is not there yet. */
    private int end(int start) throws IOException {
        if (pending.position() < start + HEADER) {
            return -1;
        }
        int length = pending.getInt(start + 1);
        if (length < Integer.BYTES || length > Integer.MAX_VALUE - start - 1) {
            throw new IOException("This is no message of a client of PostgreSQL's.");
        }
        return start + 1 + length;
    }
}
