package dev.kendall.storage;

/** What a backend may leave out, as long as it says so; everything else in the contract is for all of them. */
public enum Capability {
    /** Transactions over all stores and an outbox. Without: the storage is no {@link TransactionalStorage}. */
    TRANSACTIONS,
    /** Embedding spaces, vectors, and search by meaning. Without: every call for them is refused. */
    SEMANTIC_SEARCH,
    /** Search by word. Without: every search by word is refused. */
    KEYWORD_SEARCH,
    /** The history of a memory's changes, and taking a change back by it. Without: those calls are refused. */
    MEMORY_HISTORY,
    /** Ids in other systems. Without: every call for them is refused. */
    EXTERNAL_IDS,
    /** Durable jobs, in a {@link TransactionalStorage}. Without: every call for them is refused. */
    JOBS
}
