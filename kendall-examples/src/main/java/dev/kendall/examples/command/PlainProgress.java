package dev.kendall.examples.command;

import java.io.PrintWriter;
import java.util.Locale;

/** A line for about every tenth of the work, and one at its end. */
final class PlainProgress implements Progress {
    private static final int LINES = 10;

    private final Task task;
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long done;
    private long lines;

    PlainProgress(Task task, PrintWriter err) {
        this.task = task;
        this.err = err;
    }

    @Override
    public void done(long soFar) {
        done = soFar;
        long due = task.total() == 0 ? 0 : LINES * soFar / task.total();
        if (due > lines && soFar < task.total()) {
            lines = due;
            double left = seconds() / soFar * (task.total() - soFar);
            say(
                    "%s: %d of %d %s, %.0f a second, %.0f s left",
                    soFar, task.total(), task.unit(), soFar / seconds(), left);
        }
    }

    @Override
    public void close() {
        String speed = done > 1 ? String.format(Locale.ROOT, ", %.0f a second", done / seconds()) : "";
        say("%s: %s in %.1f s%s", task.count(done), seconds(), speed);
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - start) / 1e9);
    }

    private void say(String format, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = task.name();
        System.arraycopy(values, 0, all, 1, values.length);
        err.println(String.format(Locale.ROOT, format, all));
        err.flush();
    }
}
