package dev.kendall.testkit.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DockerEngineTest {
    @TempDir
    private Path folder;

    @Test
    void seesAtOnceThatNoneIsThere() {
        DockerEngine engine = engine();
        assertThat(timeOf(engine)).isLessThan(Duration.ofSeconds(1));
        assertThatThrownBy(engine::check).hasMessage("no engine answers at " + socket());
    }

    @Test
    void seesOneThatAnswers() throws IOException {
        try (ServerSocketChannel server = listen()) {
            Thread answering = new Thread(() -> answer(server));
            answering.start();
            assertThatCode(() -> engine().check()).doesNotThrowAnyException();
        }
    }

    @Test
    void doesNotWaitForOneThatIsSilent() throws IOException {
        try (ServerSocketChannel server = listen()) {
            assertThatThrownBy(() -> engine().check()).hasMessageStartingWith("no engine answers at ");
            assertThatCode(server::close).doesNotThrowAnyException();
        }
    }

    @Test
    void asksWhereDockerHostPoints() {
        assertThatThrownBy(() -> new DockerEngine(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1")).check())
                .hasMessage("no engine answers at DOCKER_HOST, tcp://127.0.0.1:1");
    }

    private DockerEngine engine() {
        return new DockerEngine(Map.of("DOCKER_HOST", "unix://" + socket()));
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        return server;
    }

    private static void answer(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(1_000));
            client.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK".getBytes(US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration timeOf(DockerEngine engine) {
        long start = System.nanoTime();
        assertThatThrownBy(engine::check).isInstanceOf(Unavailable.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
