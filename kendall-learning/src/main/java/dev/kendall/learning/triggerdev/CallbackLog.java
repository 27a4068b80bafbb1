package dev.kendall.learning.triggerdev;

import java.time.Instant;

/**
 * What the endpoints remember: which requests they have seen, and which work is being done or done. {@link InMemoryCallbackLog} is for one
 * node; where several nodes take callbacks, implement this on what they share, such as two tables of a database. Thread-safe, and each
 * method atomic.
 *
 * <p>A failure is told by an exception; the request is then answered with 503 and comes again.
 */
public interface CallbackLog {
    /** How a piece of work stands. */
    enum Claim {
        /** It is the caller's now. */
        TAKEN,
        /** Somebody else does it at this moment. */
        BUSY,
        /** It is done. */
        DONE
    }

    /**
     * Remembers a request until a moment. Whether it is seen for the first time.
     *
     * @param requestId at most 128 characters
     */
    boolean note(String requestId, Instant until);

    /**
     * Takes a piece of work, unless it is done or another holder has it and that one's moment has not passed.
     *
     * @param workId at most 300 characters
     * @param holder at most 128 characters
     */
    Claim claim(String workId, String holder, Instant until);

    /** The work is done; remembers it until a moment. */
    void done(String workId, Instant until);

    /** Gives work back that is not done. Does nothing when another holder has it. */
    void release(String workId, String holder);
}
