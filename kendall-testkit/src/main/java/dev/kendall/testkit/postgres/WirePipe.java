package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a connection. What one thread puts in, another writes to the socket when it is due, in the same order. The time of a
 * piece counts from when it was put in and not from when the piece before it left, as on a wire, which holds many pieces at once.
 */
final class WirePipe {
    /** So many pieces are on their way at most; then the sender waits. */
    private static final int CAPACITY = 1024;

    /** The system wakes a thread about so much late, which of a millisecond would be too much. */
    private static final long OVERSLEPT_NANOS = 100_000;

    private final WireWeather weather;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(CAPACITY);

    WirePipe(WireWeather weather) {
        this.weather = weather;
    }

    /** Bytes and when they are due; no bytes are the end. */
    private record Piece(byte[] bytes, long due) {}

    /** Sends {@code bytes}, at least one, to the other end. */
    void send(byte[] bytes) throws InterruptedException {
        put(bytes, weather.roundTripNanos() / 2);
    }

    /** Sends what the other end would have answered, had it been asked. */
    void answer(byte[] bytes) throws InterruptedException {
        put(bytes, weather.roundTripNanos());
    }

    /** Nothing more comes. */
    void end() throws InterruptedException {
        put(new byte[0], weather.roundTripNanos() / 2);
    }

    private void put(byte[] bytes, long nanos) throws InterruptedException {
        pieces.put(new Piece(bytes, System.nanoTime() + nanos));
    }

    /** Writes until the end, and ends the socket's output then. */
    void drainTo(Socket socket) throws IOException, InterruptedException {
        while (true) {
            Piece piece = pieces.take();
            awaitDue(piece);
            weather.awaitNoStall();
            if (piece.bytes().length == 0) {
                socket.shutdownOutput();
                return;
            }
            socket.getOutputStream().write(piece.bytes());
        }
    }

    private static void awaitDue(Piece piece) throws InterruptedException {
        for (long left = piece.due() - System.nanoTime(); left > 0; left = piece.due() - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left > OVERSLEPT_NANOS) {
                LockSupport.parkNanos(left - OVERSLEPT_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
