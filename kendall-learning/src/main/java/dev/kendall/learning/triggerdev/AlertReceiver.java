package dev.kendall.learning.triggerdev;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint for Trigger.dev's alert webhooks. Runs that fail and deployments are told; that a run ended well is not. Thread-safe.
 *
 * <p>Trigger.dev signs the body alone, without a time. So an alert counts only within an age of its making, which stands in the signed
 * body, and each is told to the listener once: a copy of it, be it a second delivery or a replay, is answered with 200 {@code repeated} and
 * told to nobody. Answers: 200, 400 no alert, 401 not signed or too old, 405 not a POST, 409 being told at this moment, 413 too large, 500
 * the listener failed, 503 later.
 */
public final class AlertReceiver implements Endpoint {
    static final String SIGNATURE = "x-trigger-signature-hmacsha256";

    private static final Logger LOG = LoggerFactory.getLogger(AlertReceiver.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int LONGEST_ID = 255;

    private final Signature signature;
    private final Consumer<Alert> listener;
    private final CallbackLog log;
    private final InstantSource clock;
    private final Duration accepted;

    private AlertReceiver(Builder builder, CallbackLog log) {
        this.signature = new Signature(builder.secret);
        this.listener = builder.listener;
        this.log = log;
        this.clock = builder.clock;
        this.accepted = builder.accepted;
    }

    /**
     * Builds an endpoint.
     *
     * @param secret the webhook's, as Trigger.dev shows it
     * @param listener is told of each alert, by the calling thread; when it throws, the alert comes again
     */
    public static Builder builder(String secret, Consumer<Alert> listener) {
        return new Builder(secret, listener);
    }

    @Override
    public CallbackAnswer answer(String method, Function<String, @Nullable String> header, byte[] body) {
        if (!method.equalsIgnoreCase("POST")) {
            return CallbackAnswer.error(405, "alerts are POSTed");
        }
        if (body.length > MAX_BYTES) {
            return CallbackAnswer.error(413, "an alert has at most " + MAX_BYTES + " bytes");
        }
        if (!signature.matches(header.apply(SIGNATURE), body)) {
            return CallbackAnswer.error(401, "the signature in " + SIGNATURE + " is missing or not right");
        }
        Alert alert = AlertJson.read(Json.read(body));
        if (alert == null || alert.id().length() > LONGEST_ID) {
            return CallbackAnswer.error(400, "the body is no alert");
        }
        Instant now = clock.instant();
        if (alert.created().isBefore(now.minus(accepted)) || alert.created().isAfter(now.plus(SKEW))) {
            return CallbackAnswer.error(401, "the alert is too old, or the clocks differ");
        }
        try {
            return tell(alert);
        } catch (RuntimeException e) {
            LOG.warn("The log of callbacks failed.", e);
            return CallbackAnswer.error(503, "the host cannot take alerts at this moment");
        }
    }

    private CallbackAnswer tell(Alert alert) {
        String workId = "alert " + alert.id();
        String holder = UUID.randomUUID().toString();
        switch (log.claim(workId, holder, clock.instant().plus(LEASE))) {
            case DONE -> {
                return CallbackAnswer.ok("repeated", alert.id());
            }
            case BUSY -> {
                return CallbackAnswer.error(409, "the alert is being told at this moment");
            }
            case TAKEN -> {}
        }
        try {
            listener.accept(alert);
        } catch (RuntimeException e) {
            LOG.warn("The listener failed on the alert {}.", alert.id(), e);
            log.release(workId, holder);
            return CallbackAnswer.error(500, "the listener failed; the host's log says more");
        }
        log.done(workId, alert.created().plus(accepted).plus(SKEW));
        return CallbackAnswer.ok("told", alert.id());
    }

    /** Builds an {@link AlertReceiver}. Not thread-safe. */
    public static final class Builder {
        private final String secret;
        private final Consumer<Alert> listener;
        private @Nullable CallbackLog log;
        private InstantSource clock = InstantSource.system();
        private Duration accepted = Duration.ofDays(1);

        private Builder(String secret, Consumer<Alert> listener) {
            this.secret = Limits.filled("webhook's secret", secret, 1_000);
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        /**
         * What is remembered, where several nodes take alerts; one may serve this and {@link JobCallback}. Default: one of its own, in
         * memory.
         */
        public Builder log(CallbackLog log) {
            this.log = Objects.requireNonNull(log, "log");
            return this;
        }

        /** How old an alert may be, 1 minute or longer. Default: 1 day. As long it is remembered. */
        public Builder accepted(Duration accepted) {
            this.accepted = Limits.atLeast("accepted age", accepted, Duration.ofMinutes(1));
            return this;
        }

        /** The time that alerts are judged by. Default: the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The endpoint. */
        public AlertReceiver build() {
            return new AlertReceiver(this, log == null ? new InMemoryCallbackLog(clock) : log);
        }
    }
}
