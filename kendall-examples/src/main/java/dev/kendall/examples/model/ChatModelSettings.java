package dev.kendall.examples.model;

import org.jspecify.annotations.Nullable;

/**
 * Which chat model, and where it is.
 *
 * @param baseUrl of an interface like OpenAI's, or null for OpenAI itself
 */
public record ChatModelSettings(String apiKey, @Nullable String baseUrl, String model) {
    /** The model that is asked when none is named. */
    public static final String DEFAULT_MODEL = "gpt-4o-mini";

    /** Everything but the key. */
    @Override
    public String toString() {
        return "ChatModelSettings[" + model + (baseUrl == null ? "" : " at " + baseUrl) + "]";
    }
}
