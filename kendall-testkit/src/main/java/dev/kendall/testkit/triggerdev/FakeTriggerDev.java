package dev.kendall.testkit.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on this machine that answers as Trigger.dev's REST API does, and runs what was triggered when the test says so.
 *
 * <pre>{@code
 * try (FakeTriggerDev triggerDev = FakeTriggerDev.start()) {
 *     triggerDev.deploy("kendall-job", FakeTask.callback(hostUrl, secret)); // runs call the host back
 *     triggerDev.faults().next(Fault.errorAfterAccepting());
 *     // A client, with triggerDev.url() and triggerDev.secretKey(), triggers a task.
 *     triggerDev.work(); // every attempt that is due by the clock
 *     assertThat(triggerDev.runs().get(0).status()).isEqualTo("COMPLETED");
 * }
 * }</pre>
 *
 * <p>It speaks HTTP without TLS and listens on the loopback address alone. It has one environment, in memory. It refuses keys that it does
 * not know, which Trigger.dev drops in silence. Nothing runs by itself: {@link #work()} tries what is due, one after the other, in the
 * calling thread. Thread-safe; ends with {@link #close()}.
 */
public final class FakeTriggerDev implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FakeTriggerDev.class);
    private static final String SECRET_KEY = "tr_prod_fake0123456789abcdef";
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
    private final ReentrantLock lock = new ReentrantLock();
    private final Runs runs = new Runs();
    private final Schedules schedules = new Schedules(runs);
    private final Routes routes = new Routes(runs, new Batches(runs), schedules);
    private final Faults faults = new Faults();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Deque<String> pendingAlerts = new ArrayDeque<>();
    private int alertCount;
    private volatile InstantSource clock = InstantSource.system();
    private volatile @Nullable Alerts alerts;

    private FakeTriggerDev(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts one on a free port. */
    public static FakeTriggerDev start() {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            AtomicInteger number = new AtomicInteger();
            ExecutorService threads = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "kendall-triggerdev-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            FakeTriggerDev triggerDev = new FakeTriggerDev(server, threads);
            server.createContext("/", triggerDev::handle);
            server.start();
            return triggerDev;
        } catch (IOException e) {
            throw new UncheckedIOException("No port could be opened on the loopback address.", e);
        }
    }

    /** Where it is, without a slash at the end: {@code http://127.0.0.1:PORT}. Paths begin with {@code /api}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The only key that is let in. */
    public String secretKey() {
        return SECRET_KEY;
    }

    /** The time that delays, keys and retries are judged by; by default the system's. */
    public FakeTriggerDev clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Deploys a task; runs of it that wait for a version are queued then. */
    public FakeTriggerDev deploy(String task, FakeTask does) {
        return locked(() -> {
            runs.deploy(task, Objects.requireNonNull(does, "does"));
            return this;
        });
    }

    /** Tells the host at this address of each run that fails for good, signed with this secret. Sent by {@link #work()}. */
    public FakeTriggerDev alerts(URI url, String secret) {
        this.alerts = new Alerts(url, secret);
        return this;
    }

    /** What is to go wrong with requests. */
    public Faults faults() {
        return faults;
    }

    /** All runs, in the order in which they were triggered. */
    public List<FakeRun> runs() {
        return locked(() -> {
            runs.settle(clock.instant());
            return runs.all();
        });
    }

    /** All requests with their ends, oldest first. */
    public List<Exchange> exchanges() {
        return locked(() -> List.copyOf(exchanges));
    }

    /**
     * Runs the task of a schedule, as if its time had come.
     *
     * @throws IllegalStateException when it is not active
     */
    public FakeRun fire(String scheduleId) {
        return locked(() -> schedules.fire(scheduleId, clock.instant()).snapshot());
    }

    /**
     * Tries every run that is due by the clock, until none is, and then delivers the alerts that wait; one that is not taken with 2xx waits
     * on.
     *
     * @return how many attempts there were
     */
    public int work() throws InterruptedException {
        int attempts = 0;
        Optional<Runs.Attempt> next = next();
        while (next.isPresent()) {
            attempts++;
            attempt(next.get());
            next = next();
        }
        deliverAlerts();
        return attempts;
    }

    private Optional<Runs.Attempt> next() {
        return locked(() -> runs.next(clock.instant()));
    }

    private void attempt(Runs.Attempt attempt) throws InterruptedException {
        try {
            JsonNode output = attempt.task().run(attempt.seen(), attempt.seen().attempts());
            locked(() -> {
                runs.succeeded(attempt.run(), output, clock.instant());
                return this;
            });
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            locked(() -> {
                Instant now = clock.instant();
                if (runs.failed(attempt.run(), e, now) && alerts != null) {
                    pendingAlerts.add(Alerts.runFailed(attempt.run().snapshot(), ++alertCount, now));
                }
                return this;
            });
        }
    }

    private void deliverAlerts() throws InterruptedException {
        Alerts receiver = alerts;
        List<String> waiting = locked(() -> {
            List<String> all = List.copyOf(pendingAlerts);
            pendingAlerts.clear();
            return all;
        });
        for (String body : waiting) {
            if (receiver == null || receiver.send(body) / 100 != 2) {
                locked(() -> pendingAlerts.add(body));
            }
        }
    }

    /** Ends it, and with it all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
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
        ApiCall call = ApiCall.read(exchange);
        FakeRequest request = call.request();
        boolean isLetIn =
                ("Bearer " + SECRET_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean isOldVersion = exchange.getRequestHeaders().getFirst("x-trigger-api-version") == null;
        Answer answer;
        Duration delay = Duration.ZERO;
        if (!isLetIn) {
            answer = Answer.error(401, "Invalid or Missing API Key");
        } else {
            Fault fault = faults.take(request).orElse(null);
            Answer truth = fault == null || fault.isDone() ? truth(call, isOldVersion) : null;
            answer = fault == null ? truth : fault.answer(truth, clock.instant());
            delay = fault == null ? Duration.ZERO : fault.delay();
        }
        record(call, answer);
        if (!delay.isZero()) {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
        if (answer != null) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void record(ApiCall call, @Nullable Answer answer) {
        Exchange ended = new Exchange(
                call.request(),
                call.requestKey(),
                answer == null ? 0 : answer.status(),
                answer == null ? "" : answer.body().toString());
        locked(() -> exchanges.add(ended));
    }

    private Answer truth(ApiCall call, boolean isOldVersion) {
        try {
            return locked(() -> {
                Answer answer = routes.answer(call, isOldVersion, clock.instant());
                return new Answer(answer.status(), answer.body().deepCopy(), answer.headers());
            });
        } catch (ApiFailure e) {
            return e.answer();
        } catch (RuntimeException e) {
            // A mistake here: it must not look like a fault that was ordered.
            LOG.error(
                    "The fake Trigger.dev could not answer {} {}.",
                    call.method(),
                    call.request().path(),
                    e);
            return Answer.error(500, e.toString()).with("x-should-retry", "false");
        }
    }
}
