package dev.kendall.benchmarks.replay;

/** Plays the messages of one user on one storage, one after the other. */
@FunctionalInterface
interface Player {
    /**
     * Does all that this message takes.
     *
     * @throws InterruptedException when the time is over
     */
    void play(ScriptedMessage message) throws Exception;
}
