package dev.kendall.testkit.airtable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What is to go wrong with which requests. The first order that fits a request is used, in the order in which they were given. A request
 * that the rate limit refuses uses none. Thread-safe.
 */
public final class Faults {
    private static final int FOR_EVER = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Order> orders = new ArrayList<>();

    Faults() {}

    /** A fault with what it waits for. */
    private static final class Order {
        private final Fault fault;
        private final Predicate<FakeRequest> which;
        private int left;

        Order(Fault fault, Predicate<FakeRequest> which, int left) {
            this.fault = fault;
            this.which = which;
            this.left = left;
        }
    }

    /** For the next request. */
    public Faults next(Fault fault) {
        return next(fault, request -> true);
    }

    /** For the next request that is such. */
    public Faults next(Fault fault, Predicate<FakeRequest> which) {
        return next(1, fault, which);
    }

    /** For the next {@code times} requests that are such. */
    public Faults next(int times, Fault fault, Predicate<FakeRequest> which) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + times + " times.");
        }
        return add(new Order(fault, which, times));
    }

    /** For all requests that are such, until {@link #clear()}. */
    public Faults always(Fault fault, Predicate<FakeRequest> which) {
        return add(new Order(fault, which, FOR_EVER));
    }

    /**
     * For a share of all requests that are such, until {@link #clear()}.
     *
     * @param probability from 0 to 1
     * @param random seeded by the test; asked once a request that is such
     */
    public Faults sometimes(double probability, Random random, Fault fault, Predicate<FakeRequest> which) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("A probability is between 0 and 1, not " + probability + ".");
        }
        return always(fault, which.and(request -> random.nextDouble() < probability));
    }

    /** Takes all orders back. */
    public void clear() {
        lock.lock();
        try {
            orders.clear();
        } finally {
            lock.unlock();
        }
    }

    /** How many faults are still to come, without those that have no end. */
    public int waiting() {
        lock.lock();
        try {
            return orders.stream().mapToInt(order -> Math.max(0, order.left)).sum();
        } finally {
            lock.unlock();
        }
    }

    private Faults add(Order order) {
        lock.lock();
        try {
            orders.add(order);
            return this;
        } finally {
            lock.unlock();
        }
    }

    Optional<Fault> take(FakeRequest request) {
        lock.lock();
        try {
            for (Order order : orders) {
                if (order.which.test(request)) {
                    if (order.left != FOR_EVER && --order.left == 0) {
                        orders.remove(order);
                    }
                    return Optional.of(order.fault);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
