package dev.kendall.testkit.postgres;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection, and the server's that belongs to it, with a thread for each end of each direction. */
final class WireLink {
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int PIECE = 64 * 1024;
    /** The server itself takes no longer first packet. */
    private static final int MAX_STARTUP = 10_000;

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final byte[] NO = {'N'};

    private final Socket client;
    private final Socket server = new Socket();
    private final WirePipe toServer;
    private final WirePipe toClient;
    private final Consumer<WireLink> gone;
    private final AtomicInteger openDirections = new AtomicInteger(2);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    WireLink(Socket client, WireWeather weather, Consumer<WireLink> gone) {
        this.client = client;
        this.toServer = new WirePipe(weather);
        this.toClient = new WirePipe(weather);
        this.gone = gone;
    }

    /** A thread's work. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Connects to the server and lets bytes through, in threads of its own. */
    void start(InetSocketAddress target, ClientStatements statements) {
        launch("client", () -> {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_MILLIS);
            launch("to-server", () -> drain(toServer, server));
            launch("server", this::readServer);
            launch("to-client", () -> drain(toClient, client));
            toServer.send(startup());
            readClient(statements);
        });
    }

    /** Ends both connections by a reset, and its threads. */
    void cut() {
        reset(client);
        reset(server);
        end();
    }

    private void launch(String name, Work work) {
        Thread thread = new Thread(
                () -> run(work), "kendall-wire-" + client.getLocalPort() + "-" + client.getPort() + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Work work) {
        boolean orderly = false;
        try {
            work.run();
            orderly = true;
        } catch (IOException e) {
            // The other end is gone, and so is this connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!orderly) {
                end();
            }
        }
    }

    /** The first packet; before it a client may ask for encryption, and is told that there is none. */
    private byte[] startup() throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (true) {
            int length = in.readInt();
            if (length < 2 * Integer.BYTES || length > MAX_STARTUP) {
                throw new IOException("This is no client of PostgreSQL's.");
            }
            ByteBuffer packet = ByteBuffer.allocate(length).putInt(length);
            in.readFully(packet.array(), packet.position(), packet.remaining());
            int code = packet.getInt();
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return packet.array();
            }
            toClient.answer(NO);
        }
    }

    private void readClient(ClientStatements statements) throws IOException, InterruptedException {
        ClientMessages messages = new ClientMessages(statements);
        byte[] piece = new byte[PIECE];
        InputStream in = client.getInputStream();
        for (int length = read(in, piece); length >= 0; length = read(in, piece)) {
            // Before it goes on, so that a client that has its answer finds itself recorded.
            messages.accept(piece, length);
            toServer.send(Arrays.copyOf(piece, length));
        }
        toServer.end();
    }

    private void readServer() throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        InputStream in = server.getInputStream();
        for (int length = read(in, piece); length >= 0; length = read(in, piece)) {
            toClient.send(Arrays.copyOf(piece, length));
        }
        toClient.end();
    }

    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            // A reset is an end too; what came before it still arrives.
            return -1;
        }
    }

    private void drain(WirePipe pipe, Socket socket) throws IOException, InterruptedException {
        pipe.drainTo(socket);
        if (openDirections.decrementAndGet() == 0) {
            end();
        }
    }

    private void end() {
        gone.accept(this);
        close(client);
        close(server);
        threads.forEach(Thread::interrupt);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }
}
