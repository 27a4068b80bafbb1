package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A network in front of one database, on loopback: it delays, holds back and cuts what goes through it, and records what clients send.
 * Of PostgreSQL's protocol, version 3, it reads what that needs. It speaks no TLS: a client that asks for it is told that there is none,
 * and so the server has to let clients in without. Thread-safe; its threads are daemons and end with {@link #close()}.
 *
 * <pre>{@code
 * try (WireProxy proxy = WireProxy.before(database)) {
 *     proxy.delay(Duration.ofMillis(10));
 *     Recording recording = proxy.record();
 *     ... // with proxy.database()
 *     assertThat(recording.flights()).isEqualTo(1);
 * }
 * }</pre>
 */
public final class WireProxy implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final PostgresDatabase database;
    private final InetSocketAddress target;
    private final InetSocketAddress front;
    private final WireWeather weather = new WireWeather();
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();
    private final Set<WireLink> links = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WireListener listener;
    private boolean closed;

    private WireProxy(DatabaseUrl url, InetSocketAddress front) {
        this.database = new PostgresDatabase(url.withAddress(LOOPBACK, front.getPort()));
        this.target = new InetSocketAddress(url.host(), url.port());
        this.front = front;
    }

    /**
     * Starts one in front of {@code database}: without delay, and letting everything through.
     *
     * @throws PostgresUnavailable when no port is free
     */
    public static WireProxy before(PostgresDatabase database) {
        try {
            InetSocketAddress front = new InetSocketAddress(InetAddress.getByName(LOOPBACK), Ports.free());
            WireProxy proxy = new WireProxy(database.url(), front);
            proxy.accept();
            return proxy;
        } catch (Unavailable e) {
            throw new PostgresUnavailable("No proxy could be started: " + e.reason() + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same database, reached through the proxy. */
    public PostgresDatabase database() {
        return database;
    }

    /**
     * Delays all bytes that come from now on, by half of {@code roundTrip} in each direction. What arrives together goes on together, so
     * a flight of several statements waits once; making the TCP connection takes no longer.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public void delay(Duration roundTrip) {
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException("A round trip takes no negative time: " + roundTrip + ".");
        }
        weather.delay(roundTrip);
    }

    /** Records what clients send from now on, over connections that are open and that will be. */
    public Recording record() {
        Recording recording = new Recording(recordings::remove);
        recordings.add(recording);
        return recording;
    }

    /** Holds back the bytes that come from now on, in both directions: a server that does not answer. New connections stall too. */
    public void stall() {
        weather.stall();
    }

    /** Lets go what was held back, and ends the stall. */
    public void resume() {
        weather.resume();
    }

    /** Cuts all connections at once; what is on its way is lost. New connections are taken as before. */
    public void severEverything() {
        links.forEach(WireLink::cut);
    }

    /** Refuses new connections, as a port does where nobody listens. The open ones stay. */
    public void refuse() {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes new connections again, on the same port.
     *
     * @throws IllegalStateException when it is closed
     * @throws UncheckedIOException when another program has taken the port meanwhile
     */
    public void accept() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The proxy is closed; start another one.");
            }
            if (listener == null) {
                listener = WireListener.open(front, this::link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses new connections and cuts the open ones. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        refuse();
        severEverything();
        weather.resume();
    }

    private void link(Socket client) {
        WireLink link = new WireLink(client, weather, links::remove);
        links.add(link);
        link.start(target, new ClientStatements(recordings));
    }
}
