package dev.kendall.testkit.triggerdev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What is to go wrong with which requests. The first order that fits a request is used, in the order in which they were given. Thread-safe.
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
        return next(1, fault, request -> true);
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

    /** Takes all orders back. */
    public void clear() {
        lock.lock();
        try {
            orders.clear();
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
