package dev.kendall.examples.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiTest {
    @Test
    void everyFailureHasItsReason() {
        Map<RuntimeException, String> reasons = Map.of(
                new AuthenticationException("sk-secret"), "key in OPENAI_API_KEY",
                new RateLimitException("sk-secret"), "too often",
                new ModelNotFoundException("sk-secret"), "--model",
                new TimeoutException("sk-secret"), "within 60 seconds",
                new ContentFilteredException("sk-secret"), "refuses",
                new InvalidRequestException("sk-secret"), "--token-budget",
                new UncheckedIOException(new IOException("sk-secret")), "cannot be reached",
                new InternalServerException("sk-secret"), "has a problem",
                new HttpException(418, "sk-secret"), "HTTP status 418",
                new IllegalStateException("sk-secret"), "IllegalStateException");
        reasons.forEach((failure, reason) ->
                assertThat(OpenAi.reason(failure)).contains(reason).doesNotContain("sk-secret"));
    }

    @Test
    void theKeyIsNotTold() {
        assertThat(new ChatModelSettings("sk-secret", null, "m").toString()).doesNotContain("sk-secret");
    }

    @Test
    void openingAsksNothing() {
        assertThat(OpenAi.open(new ChatModelSettings("sk-secret", "http://localhost:1/v1", "m")))
                .isNotNull();
    }
}
