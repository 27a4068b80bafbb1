package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on this machine that answers as Airtable's web API does, for the tests of its clients.
 *
 * <pre>{@code
 * try (FakeAirtable airtable = FakeAirtable.start()) {
 *     FakeBase base = airtable.base("appTest", schema -> schema
 *             .table("Users", fields -> fields.text("fullName").multiSelect("traits", "kind", "brief"))
 *             .table("Messages", fields -> fields.longText("message").link("owner", "Users")));
 *     String ann = base.insert("Users", Map.of("fullName", "Ann"));
 *     base.faults().next(Fault.dropAfterCommit(), FakeRequest::isWrite);
 *     // A client, with airtable.url() and airtable.token().
 * }
 * }</pre>
 *
 * <p>It speaks HTTP without TLS and listens on the loopback address alone. Rows are in memory. The same seed and the same requests, one
 * after the other, give the same ids and the same orders. Thread-safe; ends with {@link #close()}.
 */
public final class FakeAirtable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FakeAirtable.class);
    private static final long DEFAULT_SEED = 1;
    private static final int LONGEST_URL = 16_000;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // Without it every answer on a connection that is used again waits 40 ms for the client's acknowledgement of
        // its head.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final long seed;
    private final String token;
    private final Map<String, FakeBase> bases = new ConcurrentSkipListMap<>();
    private final RateLimiter limiter = new RateLimiter();
    private volatile InstantSource clock = InstantSource.system();

    private FakeAirtable(HttpServer server, ExecutorService threads, long seed) {
        this.server = server;
        this.threads = threads;
        this.seed = seed;
        this.token = new Ids(seed).next("pat");
    }

    /** Starts one on a free port, with the seed 1. */
    public static FakeAirtable start() {
        return start(DEFAULT_SEED);
    }

    /** Starts one on a free port. The seed decides ids and the order of lists. */
    public static FakeAirtable start(long seed) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            AtomicInteger number = new AtomicInteger();
            ExecutorService threads = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "kendall-airtable-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            FakeAirtable airtable = new FakeAirtable(server, threads, seed);
            server.createContext("/", airtable::handle);
            server.start();
            return airtable;
        } catch (IOException e) {
            throw new UncheckedIOException("No port could be opened on the loopback address.", e);
        }
    }

    /** Where it is, without a slash at the end: {@code http://127.0.0.1:PORT}. Paths begin with {@code /v0}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The only token that is let in. */
    public String token() {
        return token;
    }

    /**
     * Makes a base.
     *
     * @param id such as {@code appTest}: {@code app} and more letters or digits
     * @throws IllegalArgumentException when there is such a base, or the description contradicts itself
     */
    public FakeBase base(String id, Consumer<? super BaseSchema> description) {
        if (!id.matches("app[A-Za-z0-9]+")) {
            throw new IllegalArgumentException(
                    "The id of a base is app and more letters or digits, not \"" + id + "\".");
        }
        BaseSchema schema = new BaseSchema();
        description.accept(schema);
        FakeBase base = new FakeBase(id, schema, new FakeBase.Origin(url(), () -> clock.instant(), seed));
        if (bases.putIfAbsent(id, base) != null) {
            throw new IllegalArgumentException("There is a base \"" + id + "\" already.");
        }
        return base;
    }

    /** Makes a base with the tables of {@link LegacyBase#schema()}. */
    public FakeBase legacyBase(String id) {
        return base(id, LegacyBase.schema());
    }

    /** How many requests of the token are let in, over all bases; by default all. Airtable's is {@link RateLimits#realForUser()}. */
    public FakeAirtable limits(RateLimits limits) {
        limiter.limits(limits);
        return this;
    }

    /** The time of all bases that have no clock of their own; by default the system's. */
    public FakeAirtable clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Ends it, and with it all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        // Closing an exchange that was not answered ends its connection.
        try (exchange) {
            reply(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reply(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            if (exchange.getRequestURI().getRawPath().startsWith(AttachmentUrls.PATH)) {
                sendAttachment(exchange);
                return;
            }
            Answer answer = answer(exchange);
            if (answer != null) {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, answer.status(), Json.write(answer.body()));
            }
        } catch (RuntimeException e) {
            // A mistake here, or in a predicate of the test's: it must not look like a fault that was ordered.
            LOG.error(
                    "The fake Airtable could not answer {} {}.",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    e);
            send(exchange, 500, Json.write(ErrorShape.OBJECT.body("SERVER_ERROR", e.toString())));
        }
    }

    private @Nullable Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            ApiCall call = ApiCall.read(exchange);
            boolean isMeta = call.part(1).equals("meta");
            Optional<FakeBase> base = Optional.ofNullable(bases.get(call.part(isMeta ? 3 : 1)));
            Optional<Answer> refusal = refusal(exchange);
            if (refusal.isPresent()) {
                Answer answer = refusal.get();
                base.ifPresent(known -> {
                    if (isMeta) {
                        known.refuseSchema(call.within(4), answer);
                    } else {
                        known.refuseRecords(call.within(2), answer);
                    }
                });
                return answer;
            }
            if (!call.part(0).equals("v0")) {
                throw ApiFailure.notFound();
            }
            if (isMeta && !(call.part(2).equals("bases") && call.path().size() > 3)) {
                return Answer.ok(account(call));
            }
            String id = call.part(isMeta ? 3 : 1);
            FakeBase known =
                    base.orElseThrow(() -> id.startsWith("app") ? ApiFailure.forbidden() : ApiFailure.notFound());
            return isMeta ? known.answerSchema(call.within(4)) : known.answerRecords(call.within(2));
        } catch (ApiFailure e) {
            return e.answer();
        }
    }

    private Optional<Answer> refusal(HttpExchange exchange) {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Optional.of(ApiFailure.unauthenticated().answer());
        }
        if (url().length() + exchange.getRequestURI().toString().length() >= LONGEST_URL) {
            return Optional.of(ApiFailure.urlTooLong().answer());
        }
        return limiter.refusal(clock.instant());
    }

    /** What belongs to no base. */
    private JsonNode account(ApiCall call) {
        if (call.method().equals("GET") && call.part(2).equals("bases")) {
            ArrayNode all = Json.array();
            bases.keySet()
                    .forEach(id ->
                            all.add(Json.object().put("id", id).put("name", id).put("permissionLevel", "create")));
            return Json.object().set("bases", all);
        }
        if (call.method().equals("GET") && call.part(2).equals("whoami")) {
            return Json.object().put("id", new Ids(seed).next("usr"));
        }
        throw ApiFailure.notFound();
    }

    /** A file while its URL lives, then 410. */
    private void sendAttachment(HttpExchange exchange) throws IOException {
        String raw = exchange.getRequestURI().getRawPath().substring(AttachmentUrls.PATH.length());
        String[] parts = raw.split("/", -1);
        FakeBase base = bases.get(parts[0]);
        if (base == null || parts.length < 3 || !base.attachmentUrls().isAlive(parts[1])) {
            send(exchange, 410, new byte[0]);
        } else {
            send(exchange, 200, AttachmentUrls.content(parts[2]));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json; charset=utf-8"));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
