package dev.kendall.learning.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A callback as the thin task makes it, to be changed before it is sent. */
final class SignedRequest {
    final Map<String, String> headers = new LinkedHashMap<>();
    String method = "POST";
    byte[] body;

    private SignedRequest(byte[] body) {
        this.body = body;
    }

    static SignedRequest of(String secret, Instant time, String body) {
        String seconds = Long.toString(time.getEpochSecond());
        String id = UUID.randomUUID().toString();
        SignedRequest request = new SignedRequest(body.getBytes(UTF_8));
        request.headers.put("x-kendall-timestamp", seconds);
        request.headers.put("x-kendall-request", id);
        request.headers.put(
                "x-kendall-signature", new Signature(secret).of((seconds + "." + id + "." + body).getBytes(UTF_8)));
        return request;
    }

    SignedRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    SignedRequest without(String header) {
        headers.remove(header);
        return this;
    }

    CallbackAnswer to(JobCallback callback) {
        return callback.answer(method, headers::get, body);
    }
}
