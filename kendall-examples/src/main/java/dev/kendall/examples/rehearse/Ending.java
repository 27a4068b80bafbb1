package dev.kendall.examples.rehearse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What ends a rehearsal: Ctrl-C, and the end of an input. Ctrl-C waits until the rehearsal has cleared up behind it. */
final class Ending implements AutoCloseable {
    private static final long CLEARING_UP_SECONDS = 180;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "kendall-rehearsal-end");

    private Ending() {}

    /** By Ctrl-C alone, until this is closed. */
    static Ending byInterrupt() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /** By Ctrl-C or when {@code in} has no more, until this is closed. */
    static Ending byInterruptOrEndOf(InputStream in) {
        Ending ending = byInterrupt();
        Thread reader = new Thread(() -> ending.readToEnd(in), "kendall-rehearsal-input");
        reader.setDaemon(true);
        reader.start();
        return ending;
    }

    private void readToEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // An input that cannot be read has no more.
        }
        asked.countDown();
    }

    private void interrupted() {
        asked.countDown();
        try {
            // The process ends when this returns.
            over.await(CLEARING_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the end is asked for, but no longer than this; whether it was. An interrupt asks for it. */
    boolean await(Duration most) {
        try {
            return asked.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asked.countDown();
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is Ctrl-C that ends it.
        }
    }
}
