package dev.kendall.learning.triggerdev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Mounts the endpoints in the JDK's own HTTP server, as docs/trigger-dev.md shows. */
final class CallbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    // begin: mount
    CallbackServer(Endpoint jobs, Endpoint alerts) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads); // a callback keeps its thread until the job is done
        server.createContext("/kendall/jobs", exchange -> answer(exchange, jobs));
        server.createContext("/kendall/alerts", exchange -> answer(exchange, alerts));
        server.start();
    }

    private static void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(JobCallback.DEFAULT_MAX_BYTES + 1);
            CallbackAnswer answer =
                    endpoint.answer(exchange.getRequestMethod(), exchange.getRequestHeaders()::getFirst, body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
    // end: mount

    URI jobs() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/kendall/jobs");
    }

    URI alerts() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/kendall/alerts");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
