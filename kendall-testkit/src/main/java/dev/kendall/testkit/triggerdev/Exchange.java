package dev.kendall.testkit.triggerdev;

/**
 * A request with its end.
 *
 * @param requestKey its {@code x-trigger-request-idempotency-key}; empty when it has none
 * @param status of HTTP; 0 when the connection was dropped
 * @param answer the body that went back; empty when none did
 */
public record Exchange(FakeRequest request, String requestKey, int status, String answer) {}
