package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a Docker engine answers; asked in milliseconds, because Testcontainers takes seconds to find that there is none. */
final class DockerEngine {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, String> environment;

    DockerEngine(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Passes when one answers. */
    void check() throws Unavailable {
        String host = environment.getOrDefault("DOCKER_HOST", "").strip();
        if (host.startsWith("tcp://") || host.startsWith("http")) {
            URI uri = URI.create(host);
            if (uri.getHost() == null || !answersAt(uri)) {
                throw new Unavailable("no engine answers at DOCKER_HOST, " + host);
            }
            return;
        }
        List<Path> sockets = sockets(host);
        for (Path socket : sockets) {
            if (Files.exists(socket) && answers(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket))) {
                return;
            }
        }
        throw new Unavailable("no engine answers at "
                + String.join(", ", sockets.stream().map(Path::toString).toList()));
    }

    private List<Path> sockets(String host) {
        if (host.startsWith("unix://")) {
            return List.of(Path.of(host.substring("unix://".length())));
        }
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        String home = environment.getOrDefault("HOME", "");
        if (runtime.startsWith("/")) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        if (home.startsWith("/")) {
            sockets.add(Path.of(home, ".docker/run/docker.sock"));
        }
        return sockets;
    }

    private static boolean answersAt(URI uri) {
        int port = uri.getPort() < 0 ? 2375 : uri.getPort();
        // With TLS it does not answer to plain text; that it takes the connection is enough for Testcontainers to go
        // on.
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
        try (var socket = new Socket()) {
            socket.connect(address, Math.toIntExact(LIMIT.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(StandardProtocolFamily family, UnixDomainSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(family);
                Selector selector = Selector.open()) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(LIMIT.toMillis()) == 0) {
                return false;
            }
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 200");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
