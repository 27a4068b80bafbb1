package dev.kendall.learning.extraction;

/**
 * What a model was asked and answered, in tokens, as its provider counts them.
 *
 * @param calls how many calls
 * @param input tokens of the prompts; 0 when the provider does not tell
 * @param output tokens of the answers; 0 when the provider does not tell
 */
public record ModelTokens(int calls, long input, long output) {
    /** No model was asked. */
    public static final ModelTokens NONE = new ModelTokens(0, 0, 0);

    /** This, or more where the other has more. */
    ModelTokens atLeast(ModelTokens other) {
        return new ModelTokens(
                Math.max(calls, other.calls), Math.max(input, other.input), Math.max(output, other.output));
    }

    /** Both together. */
    public ModelTokens plus(ModelTokens other) {
        return new ModelTokens(calls + other.calls, input + other.input, output + other.output);
    }
}
