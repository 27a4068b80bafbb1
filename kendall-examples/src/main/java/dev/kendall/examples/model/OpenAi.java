package dev.kendall.examples.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.time.Duration;

/** Chat models behind OpenAI's interface, and their failures in words. */
public final class OpenAi {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private OpenAi() {}

    /** The model with these settings. */
    public static ChatModel open(ChatModelSettings settings) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .timeout(TIMEOUT)
                .maxRetries(1);
        if (settings.baseUrl() != null) {
            builder.baseUrl(settings.baseUrl());
        }
        return builder.build();
    }

    /** Why a model gave no answer, without the server's own words, which may quote the key or the chat. */
    public static String reason(RuntimeException failure) {
        if (failure instanceof AuthenticationException) {
            return "it does not accept the key in OPENAI_API_KEY";
        }
        if (failure instanceof RateLimitException) {
            return "it was asked too often or the account has no credit; try again later";
        }
        if (failure instanceof ModelNotFoundException) {
            return "there is no model of that name there; name another with --model";
        }
        if (failure instanceof TimeoutException) {
            return "it did not answer within " + TIMEOUT.toSeconds() + " seconds";
        }
        if (failure instanceof ContentFilteredException) {
            return "it refuses to answer this";
        }
        if (failure instanceof InvalidRequestException) {
            return "it does not take the request; a smaller --token-budget may help";
        }
        if (failure instanceof UnresolvedModelServerException || causedByIo(failure)) {
            return "it cannot be reached; check the network, or OPENAI_BASE_URL";
        }
        if (failure instanceof InternalServerException) {
            return "the server has a problem; try again later";
        }
        if (failure instanceof HttpException http) {
            return "the server answered with HTTP status " + http.statusCode();
        }
        return "it failed with " + failure.getClass().getSimpleName();
    }

    private static boolean causedByIo(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
