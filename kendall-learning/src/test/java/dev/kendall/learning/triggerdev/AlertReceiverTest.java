package dev.kendall.learning.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertReceiverTest {
    private static final String SECRET = "whsec_of_a_test";

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final List<Alert> told = new ArrayList<>();
    private final AlertReceiver receiver =
            AlertReceiver.builder(SECRET, told::add).clock(clock).build();

    private static CallbackAnswer send(AlertReceiver receiver, String secret, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        Map<String, String> headers = Map.of("x-trigger-signature-hmacsha256", new Signature(secret).of(bytes));
        return receiver.answer("POST", headers::get, bytes);
    }

    private CallbackAnswer send(String body) {
        return send(receiver, SECRET, body);
    }

    private static String alert(String id, String type, String object) {
        return "{\"id\":\"" + id + "\",\"created\":\"2026-03-02T12:00:00.000Z\",\"webhookVersion\":\"v1\",\"type\":\""
                + type + "\",\"object\":" + object + "}";
    }

    @Test
    void tellsOfARunThatFailed() {
        String object = """
                {"task":{"id":"kendall-job"},"run":{"id":"run_1","status":"TIMED_OUT","idempotencyKey":"j-1","tags":["a"],
                 "error":{"type":"BUILT_IN_ERROR","name":"Error","message":"too slow"},"dashboardUrl":"https://x.example/run_1"}}""";
        assertThat(send(alert("a-1", "alert.run.failed", object)).status()).isEqualTo(200);
        assertThat(told)
                .containsExactly(new Alert.RunFailed(
                        "a-1",
                        Instant.parse("2026-03-02T12:00:00Z"),
                        "run_1",
                        "kendall-job",
                        RunStatus.TIMED_OUT,
                        "j-1",
                        List.of("a"),
                        "too slow",
                        "https://x.example/run_1"));
    }

    @Test
    void tellsOfDeploymentsErrorsAndWhatItDoesNotKnow() {
        send(alert(
                "a-1",
                "alert.deployment.success",
                "{\"deployment\":{\"version\":\"v2\"},\"tasks\":[{\"id\":\"kendall-job\"}]}"));
        send(alert(
                "a-2",
                "alert.deployment.failed",
                "{\"deployment\":{\"version\":\"v3\"},\"error\":{\"message\":\"no\"}}"));
        send(alert(
                "a-3",
                "alert.error",
                "{\"classification\":\"regression\",\"error\":{\"fingerprint\":\"f\",\"message\":\"m\",\"occurrenceCount\":7,"
                        + "\"taskIdentifier\":\"t\"},\"dashboardUrl\":\"u\"}"));
        send(alert("a-4", "alert.of.tomorrow", "{}"));
        Instant at = Instant.parse("2026-03-02T12:00:00Z");
        assertThat(told)
                .containsExactly(
                        new Alert.DeploymentSucceeded("a-1", at, "v2", List.of("kendall-job")),
                        new Alert.DeploymentFailed("a-2", at, "v3", "no"),
                        new Alert.ErrorSeen("a-3", at, "regression", "t", "f", "m", 7, "u"),
                        new Alert.Other("a-4", at, "alert.of.tomorrow"));
    }

    @Test
    void tellsACopyToNobody() {
        String body = alert("a-1", "alert.of.tomorrow", "{}");
        assertThat(send(body).body()).contains("told");
        clock.advance(Duration.ofHours(23));
        CallbackAnswer copy = send(body);
        assertThat(copy.status()).isEqualTo(200);
        assertThat(copy.body()).contains("repeated");
        clock.advance(Duration.ofHours(2));
        assertThat(send(body).status()).as("too old by now").isEqualTo(401);
        assertThat(told).hasSize(1);
    }

    @Test
    void refusesWhatIsNotSignedOrNoAlert() {
        String body = alert("a-1", "alert.of.tomorrow", "{}");
        assertThat(send(receiver, "another", body).status()).isEqualTo(401);
        assertThat(receiver.answer("POST", header -> null, body.getBytes(UTF_8)).status())
                .isEqualTo(401);
        assertThat(receiver.answer("GET", header -> null, new byte[0]).status()).isEqualTo(405);
        assertThat(receiver.answer("POST", header -> null, new byte[1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
        for (String nonsense : List.of("", "[]", "{\"id\":\"a\"}", body.replace("2026-03-02T", "when"))) {
            assertThat(send(nonsense).status()).as(nonsense).isEqualTo(400);
        }
        byte[] changed = body.replace("tomorrow", "yesterday").getBytes(UTF_8);
        String signature = new Signature(SECRET).of(body.getBytes(UTF_8));
        assertThat(receiver.answer("POST", header -> signature, changed).status())
                .isEqualTo(401);
        assertThat(told).isEmpty();
    }

    @Test
    void letsAnAlertComeAgainWhenTheListenerFails() {
        AlertReceiver failing = AlertReceiver.builder(SECRET, alert -> {
                    told.add(alert);
                    if (told.size() == 1) {
                        throw new IllegalStateException("planted");
                    }
                })
                .clock(clock)
                .build();
        String body = alert("a-1", "alert.of.tomorrow", "{}");
        assertThat(send(failing, SECRET, body).status()).isEqualTo(500);
        assertThat(send(failing, SECRET, body).status()).isEqualTo(200);
        assertThat(send(failing, SECRET, body).body()).contains("repeated");
        assertThat(told).hasSize(2);
    }
}
