package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A port where somebody listens, with its thread, which hands on who comes. */
final class WireListener {
    private final ServerSocket socket;
    private final Consumer<Socket> guests;
    private final Thread thread;

    private WireListener(ServerSocket socket, Consumer<Socket> guests) {
        this.socket = socket;
        this.guests = guests;
        this.thread = new Thread(this::listen, "kendall-wire-" + socket.getLocalPort());
    }

    static WireListener open(InetSocketAddress address, Consumer<Socket> guests) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        WireListener listener = new WireListener(socket, guests);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    /** Ends it. Nobody gets in any more when this returns, and that is why it waits: the system listens on while a thread does. */
    void close() throws IOException {
        socket.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                guests.accept(socket.accept());
            } catch (IOException e) {
                // Closed, and then the loop ends, or a guest that left before it was let in.
            }
        }
    }
}
