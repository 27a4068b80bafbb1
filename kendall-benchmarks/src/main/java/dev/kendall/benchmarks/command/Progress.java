package dev.kendall.benchmarks.command;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells on the error output what is done, with the time that has passed since it began. */
final class Progress implements Consumer<String> {
    private final long begun = System.nanoTime();
    private final String of;

    private Progress(String of) {
        this.of = of;
    }

    static Progress begin() {
        return new Progress("");
    }

    /** Of something that takes about so long. */
    static Progress begin(Duration takes) {
        return new Progress(" of about " + time(takes));
    }

    @Override
    public void accept(String what) {
        System.err.println("[" + time(Duration.ofNanos(System.nanoTime() - begun)) + of + "] " + what);
    }

    /** Minutes and seconds. */
    static String time(Duration duration) {
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
