package dev.kendall.testkit.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the messages of one connection mean. It knows the connection's prepared statements and portals by name from the beginning, so
 * that a recording that starts later finds their texts. Not thread-safe.
 */
final class ClientStatements {
    private static final int BINARY = 1;

    private final List<Recording> recordings;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private final Map<String, Execution> portals = new HashMap<>();
    private boolean asks;

    ClientStatements(List<Recording> recordings) {
        this.recordings = recordings;
    }

    /** A statement's text, and the types of its parameters as far as the client named them. */
    private record Prepared(String text, List<Integer> types) {
        int type(int index) {
            return index < types.size() ? types.get(index) : 0;
        }
    }

    /** Takes one message. */
    void accept(char type, ByteBuffer body) {
        // Sync, a query, a function's call, the end of a COPY: now the server answers.
        asks = "SQFcf".indexOf(type) >= 0;
        switch (type) {
            case 'P' -> parse(body);
            case 'B' -> bind(body);
            case 'E' -> execute(body);
            case 'C' -> forget(body);
            case 'Q' -> query(body);
            default -> {
                // Nothing that a recording holds, such as a password.
            }
        }
    }

    /**
     * No more has come behind the last message. Where that asks for an answer, the client waits for it. One that asks and goes on, as
     * the driver does with its BEGIN, does not wait.
     */
    void paused() {
        if (asks) {
            asks = false;
            tell(Recording::flew);
        }
    }

    private void parse(ByteBuffer body) {
        String name = text(body);
        String statement = text(body);
        List<Integer> types = new ArrayList<>();
        for (int left = count(body); left > 0; left--) {
            types.add(body.getInt());
        }
        prepared.put(name, new Prepared(statement, types));
        tell(recording -> recording.parsed(statement));
    }

    private void bind(ByteBuffer body) {
        String portal = text(body);
        String name = text(body);
        // One that an SQL command PREPARE made has no text here.
        Prepared statement = prepared.getOrDefault(name, new Prepared(name, List.of()));
        List<Integer> formats = new ArrayList<>();
        for (int left = count(body); left > 0; left--) {
            formats.add((int) body.getShort());
        }
        List<BoundParameter> parameters = new ArrayList<>();
        int count = count(body);
        for (int i = 0; i < count; i++) {
            int length = body.getInt();
            body.position(body.position() + Math.max(length, 0));
            parameters.add(new BoundParameter(format(formats, i), statement.type(i), length));
        }
        portals.put(portal, new Execution(statement.text(), parameters));
    }

    /** No code is text for all, one code is that of all. */
    private static BoundParameter.Format format(List<Integer> formats, int index) {
        int code = formats.isEmpty() ? 0 : formats.get(formats.size() == 1 ? 0 : index);
        return code == BINARY ? BoundParameter.Format.BINARY : BoundParameter.Format.TEXT;
    }

    private void execute(ByteBuffer body) {
        Execution execution = portals.get(text(body));
        if (execution != null) {
            tell(recording -> recording.executed(execution));
        }
    }

    private void forget(ByteBuffer body) {
        char kind = (char) body.get();
        String name = text(body);
        if (kind == 'S') {
            prepared.remove(name);
        } else {
            portals.remove(name);
        }
    }

    private void query(ByteBuffer body) {
        Execution execution = new Execution(text(body), List.of());
        tell(recording -> recording.executed(execution));
    }

    private void tell(Consumer<Recording> news) {
        recordings.forEach(news);
    }

    private static int count(ByteBuffer body) {
        return Short.toUnsignedInt(body.getShort());
    }

    /** Reads up to the zero byte that ends a text. */
    private static String text(ByteBuffer body) {
        int start = body.position();
        while (body.get() != 0) {
            // On to the end.
        }
        byte[] bytes = new byte[body.position() - 1 - start];
        body.get(start, bytes);
        return new String(bytes, UTF_8);
    }
}
