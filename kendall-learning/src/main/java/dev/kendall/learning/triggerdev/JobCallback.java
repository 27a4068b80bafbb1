package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.failure.KendallException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint that the thin task on Trigger.dev calls back: it runs the job's handler in the calling thread, and answers when the work is
 * done. It knows no web framework: the host hands over the method, a header's value by its name in any case, and the raw body.
 *
 * <pre>{@code
 * JobCallback callback = JobCallback.builder(System.getenv("KENDALL_CALLBACK_SECRET"))
 *         .handler("learn", (job, attempt) -> learn(job.payload().get("thread").textValue()))
 *         .build();
 * CallbackAnswer answer = callback.answer("POST", request::getHeader, body);
 * }</pre>
 *
 * <p>A request is signed: {@code x-kendall-signature} is the HMAC-SHA256, in lower-case hex, of the {@code x-kendall-timestamp} (seconds
 * since 1970), a dot, the {@code x-kendall-request} (a new id for each request), a dot, and the body. One that is unsigned, changed, older
 * than accepted, or seen before is refused, and never runs anything. Answers: 200 done (also when it was done before), 400 no such body,
 * 401 not signed or too old, 404 no handler of this name, 405 not a POST, 409 seen before or being done at this moment, 413 too large, 422
 * the handler says that a retry never helps, 500 the handler failed, 503 later. Every answer but 200 makes the task fail, and Trigger.dev
 * tries it again, except after 400, 413 and 422.
 *
 * <p>Thread-safe.
 */
public final class JobCallback implements Endpoint {
    /** The largest body by default, in bytes: a payload of 3 MB and what is around it. */
    public static final int DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

    static final String TIMESTAMP = "x-kendall-timestamp";
    static final String REQUEST = "x-kendall-request";
    static final String SIGNATURE = "x-kendall-signature";

    private static final Logger LOG = LoggerFactory.getLogger(JobCallback.class);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final byte[] DOT = {'.'};

    private final List<Signature> signatures;
    private final Map<String, CallbackHandler> handlers;
    private final CallbackLog log;
    private final InstantSource clock;
    private final Duration accepted;
    private final Duration lease;
    private final Duration remembered;
    private final int maxBytes;

    private JobCallback(Builder builder, CallbackLog log) {
        this.signatures = builder.secrets.stream().map(Signature::new).toList();
        this.handlers = Map.copyOf(builder.handlers);
        this.log = log;
        this.clock = builder.clock;
        this.accepted = builder.accepted;
        this.lease = builder.lease;
        this.remembered = builder.remembered;
        this.maxBytes = builder.maxBytes;
    }

    /**
     * Builds an endpoint.
     *
     * @param secret what the task signs with, 32 characters or more; random, and for nothing else
     */
    public static Builder builder(String secret) {
        return new Builder(secret);
    }

    /** A request that is what it says. */
    private record Request(String id, HandedJob job, int attempt) {}

    /** A request that is answered without running anything. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient CallbackAnswer answer;

        Refused(int status, String error) {
            super(error, null, false, false);
            this.answer = CallbackAnswer.error(status, error);
        }
    }

    @Override
    public CallbackAnswer answer(String method, Function<String, @Nullable String> header, byte[] body) {
        try {
            Request request = verified(method, header, body);
            CallbackHandler handler = handlers.get(request.job().name());
            if (handler == null) {
                LOG.warn("No handler was registered for the job {}.", request.job());
                throw new Refused(404, "no handler is registered for jobs of this name");
            }
            if (!log.note(request.id(), clock.instant().plus(accepted.multipliedBy(2)))) {
                throw new Refused(409, "this request was seen before");
            }
            return run(request, handler);
        } catch (Refused refused) {
            return refused.answer;
        } catch (RuntimeException e) {
            LOG.warn("The log of callbacks failed.", e);
            return CallbackAnswer.error(503, "the host cannot take callbacks at this moment");
        }
    }

    private Request verified(String method, Function<String, @Nullable String> header, byte[] body) throws Refused {
        if (!method.equalsIgnoreCase("POST")) {
            throw new Refused(405, "callbacks are POSTed");
        }
        if (body.length > maxBytes) {
            throw new Refused(413, "a callback has at most " + maxBytes + " bytes");
        }
        String time = header.apply(TIMESTAMP);
        String id = header.apply(REQUEST);
        String signature = header.apply(SIGNATURE);
        if (time == null || id == null || signature == null) {
            throw new Refused(401, "a callback has the headers " + TIMESTAMP + ", " + REQUEST + " and " + SIGNATURE);
        }
        if (!SECONDS.matcher(time).matches()
                || !REQUEST_ID.matcher(id).matches()
                || !isSigned(signature, time, id, body)) {
            throw new Refused(401, "the signature is not right; look at the secret on both sides");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant());
        if (age.abs().compareTo(accepted) > 0) {
            throw new Refused(
                    401,
                    "the request is too old, or the clocks differ by more than " + accepted.toSeconds() + " seconds");
        }
        return parsed(id, body);
    }

    private boolean isSigned(String given, String time, String id, byte[] body) {
        boolean isSigned = false;
        for (Signature signature : signatures) {
            isSigned |= signature.matches(given, ascii(time), DOT, ascii(id), DOT, body);
        }
        return isSigned;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Request parsed(String id, byte[] body) throws Refused {
        JsonNode json = Json.read(body);
        JsonNode attempt = json.path("attempt");
        String jobId = Json.text(json, "jobId");
        String name = Json.text(json, "name");
        if (jobId == null || name == null || !attempt.isInt() || attempt.intValue() < 1) {
            throw new Refused(
                    400, "the body is {jobId, name, payload, attempt}, with two texts and a number from 1 on");
        }
        try {
            JsonNode payload =
                    json.has("payload") ? json.get("payload") : Json.object().nullNode();
            return new Request(id, new HandedJob(jobId, name, payload), attempt.intValue());
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "jobId and name are 1 to 255 characters");
        }
    }

    private CallbackAnswer run(Request request, CallbackHandler handler) throws Refused {
        String jobId = request.job().id();
        String workId = "job " + jobId;
        switch (log.claim(workId, request.id(), clock.instant().plus(lease))) {
            case DONE -> {
                return CallbackAnswer.ok("repeated", jobId);
            }
            case BUSY -> throw new Refused(409, "the job is being done at this moment");
            case TAKEN -> {}
        }
        boolean isDone = false;
        try {
            handler.run(request.job(), request.attempt());
            log.done(workId, clock.instant().plus(remembered));
            isDone = true;
            return CallbackAnswer.ok("done", jobId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "the host is stopping");
        } catch (Exception e) {
            LOG.warn("The handler of the job {} failed in attempt {}.", request.job(), request.attempt(), e);
            throw refused(e);
        } finally {
            if (!isDone) {
                log.release(workId, request.id());
            }
        }
    }

    /** The type alone: what an exception says is for the host's log, not for Trigger.dev's. */
    private static Refused refused(Exception e) {
        String type = e.getClass().getSimpleName();
        if (e instanceof KendallException failure) {
            return switch (failure.retry()) {
                case NEVER -> new Refused(422, "the handler failed with " + type + ", and would fail again");
                case REDO, LATER -> new Refused(503, "the handler failed with " + type + "; later it may succeed");
            };
        }
        return new Refused(500, "the handler failed with " + type + "; the host's log says more");
    }

    /** Builds a {@link JobCallback}. Not thread-safe. */
    public static final class Builder {
        private static final int SHORTEST_SECRET = 32;

        private final List<String> secrets = new ArrayList<>();
        private final Map<String, CallbackHandler> handlers = new LinkedHashMap<>();
        private @Nullable CallbackLog log;
        private InstantSource clock = InstantSource.system();
        private Duration accepted = Duration.ofMinutes(5);
        private Duration lease = Duration.ofMinutes(15);
        private Duration remembered = Duration.ofDays(1);
        private int maxBytes = DEFAULT_MAX_BYTES;

        private Builder(String secret) {
            accept(secret);
        }

        /** Takes another secret too, while the task's is being changed. */
        public Builder accept(String secret) {
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException("the secret of the callback has " + SHORTEST_SECRET
                        + " characters or more; make one with: openssl rand -hex 32");
            }
            secrets.add(secret);
            return this;
        }

        /** Who does jobs of this name. */
        public Builder handler(String name, CallbackHandler handler) {
            if (handlers.putIfAbsent(Limits.filled("job name", name, 255), Objects.requireNonNull(handler, "handler"))
                    != null) {
                throw new IllegalArgumentException("there is a handler for '" + name + "' already");
            }
            return this;
        }

        /** Who does jobs of these names. */
        public Builder handlers(Map<String, ? extends CallbackHandler> handlers) {
            handlers.forEach(this::handler);
            return this;
        }

        /** What is remembered, where several nodes take callbacks. Default: an {@link InMemoryCallbackLog} of its own. */
        public Builder log(CallbackLog log) {
            this.log = Objects.requireNonNull(log, "log");
            return this;
        }

        /** How old a request may be, and how far the clocks may differ, 1 second to 1 day. Default: 5 minutes. */
        public Builder accepted(Duration accepted) {
            this.accepted = within("accepted age", accepted, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How long a job is kept from others while it is being done, 1 second or longer. Default: 15 minutes. Longer than the longest job
         * takes: after that it may be run beside itself. As long a job waits after a process died, where the log outlives it.
         */
        public Builder lease(Duration lease) {
            this.lease = Limits.atLeast("lease", lease, Duration.ofSeconds(1));
            return this;
        }

        /** How long it is remembered that a job was done, 1 second or longer. Default: 1 day. Longer than all retries of a run take. */
        public Builder remembered(Duration remembered) {
            this.remembered = Limits.atLeast("time to remember", remembered, Duration.ofSeconds(1));
            return this;
        }

        /** The largest body, 1 KB to 16 MB. Default: 4 MB. The host must not read more than that either. */
        public Builder maxBytes(int maxBytes) {
            this.maxBytes = Limits.range("bytes of a body", maxBytes, 1_024, 16 * 1024 * 1024);
            return this;
        }

        /** The time that requests are judged by. Default: the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        private static Duration within(String what, Duration value, Duration least) {
            Limits.atLeast(what, value, least);
            if (value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("the " + what + " is " + value + "; it is at most a day");
            }
            return value;
        }

        /** The endpoint. */
        public JobCallback build() {
            if (handlers.isEmpty()) {
                throw new IllegalArgumentException(
                        "a callback without a handler can do nothing; register one with handler(name, handler)");
            }
            return new JobCallback(this, log == null ? new InMemoryCallbackLog(clock) : log);
        }
    }
}
