package dev.kendall.learning.triggerdev;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers requests, whatever the host's web framework is: what {@link JobCallback} and {@link AlertReceiver} have in common. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer to a request. It is never an exception.
     *
     * @param method of HTTP
     * @param header gives a header's first value, or null; the case of names does not count: {@code request::getHeader},
     *     {@code exchange.getRequestHeaders()::getFirst}
     * @param body as it came, byte for byte
     */
    CallbackAnswer answer(String method, Function<String, @Nullable String> header, byte[] body);
}
