package dev.kendall.examples.migrate;

import dev.kendall.examples.command.Host;
import dev.kendall.examples.command.Progress;
import dev.kendall.migration.MigrationProgress;
import dev.kendall.migration.MigrationStep;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A bar for each step of a migration, one after the other. Embedding goes on beside them, and is shown while nothing else is. */
final class MigrationBars implements AutoCloseable {
    private final PrintWriter err;
    private final Host host;
    private final ReentrantLock drawing = new ReentrantLock();
    private @Nullable Progress bar;
    private String drawn = "";

    MigrationBars(PrintWriter err, Host host) {
        this.err = err;
        this.host = host;
    }

    void tell(MigrationProgress progress) {
        drawing.lock();
        try {
            String name = name(progress);
            if (progress.step() == MigrationStep.EMBED && bar != null && !drawn.equals(name)) {
                return;
            }
            if (!drawn.equals(name)) {
                end();
                drawn = name;
                bar = Progress.start(new Progress.Task(name, "rows", progress.total()), err, host);
            }
            if (bar != null) {
                bar.done(progress.done());
            }
            if (progress.total() > 0 && progress.done() >= progress.total()) {
                end();
            }
        } finally {
            drawing.unlock();
        }
    }

    private static String name(MigrationProgress progress) {
        String step = progress.step().name().charAt(0)
                + progress.step().name().substring(1).toLowerCase(Locale.ROOT);
        String subject = progress.subject().equals("rows") ? "" : " " + progress.subject();
        return step + subject + (progress.round() == 1 ? "" : " (reading " + progress.round() + ")");
    }

    private void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        drawing.lock();
        try {
            end();
        } finally {
            drawing.unlock();
        }
    }
}
