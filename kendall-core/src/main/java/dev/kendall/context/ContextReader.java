package dev.kendall.context;

/** Reads what belongs to a turn. Thread-safe. */
@FunctionalInterface
public interface ContextReader {
    /**
     * The context of one turn. It writes nothing: an unknown user or thread gives an empty context. (CONTEXT-1) Every part is as
     * {@link TurnContext} describes it and within the query's limits (CONTEXT-2), and belongs to the query's user. (CONTEXT-3)
     */
    TurnContext read(ContextQuery query);
}
