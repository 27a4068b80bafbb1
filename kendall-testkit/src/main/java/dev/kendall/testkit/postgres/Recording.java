package dev.kendall.testkit.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What clients sent through a {@link WireProxy}, from {@link WireProxy#record()} to {@link #close()}; it can be read at any time. What
 * a client has its answer to is in it. Thread-safe.
 */
public final class Recording implements AutoCloseable {
    private final Consumer<Recording> stop;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> parsed = new ArrayList<>();
    private final List<Execution> executions = new ArrayList<>();
    private int flights;

    Recording(Consumer<Recording> stop) {
        this.stop = stop;
    }

    /**
     * How often clients waited for an answer, the startup of a connection not counted: however many statements go out together, they
     * are one flight.
     */
    public int flights() {
        lock.lock();
        try {
            return flights;
        } finally {
            lock.unlock();
        }
    }

    /** The texts the server was given to prepare, in the order they were sent. What is prepared already is not sent again. */
    public List<String> parsed() {
        lock.lock();
        try {
            return List.copyOf(parsed);
        } finally {
            lock.unlock();
        }
    }

    /** What was executed, in the order it was sent; one whose rows are fetched in portions stands here once for each portion. */
    public List<Execution> executions() {
        lock.lock();
        try {
            return List.copyOf(executions);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it. What it holds can still be read. */
    @Override
    public void close() {
        stop.accept(this);
    }

    void flew() {
        lock.lock();
        try {
            flights++;
        } finally {
            lock.unlock();
        }
    }

    void parsed(String statement) {
        lock.lock();
        try {
            parsed.add(statement);
        } finally {
            lock.unlock();
        }
    }

    void executed(Execution execution) {
        lock.lock();
        try {
            executions.add(execution);
        } finally {
            lock.unlock();
        }
    }
}
