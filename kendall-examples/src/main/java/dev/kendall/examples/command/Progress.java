package dev.kendall.examples.command;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far long work is: a bar in a terminal, plain lines elsewhere. */
public interface Progress extends AutoCloseable {
    /** Tells how much is done by now, in all. */
    void done(long soFar);

    @Override
    void close();

    /** The progress of work on {@code total} things. */
    static Progress start(Task task, PrintWriter err, Host host) {
        return host.terminal() ? bar(task) : new PlainProgress(task, err);
    }

    /**
     * What is being done.
     *
     * @param name "Embedding"
     * @param unit "messages": a plural in s
     * @param total how many there are
     */
    record Task(String name, String unit, long total) {
        /** "1 message", "2 messages". */
        String count(long number) {
            return Text.count(number, unit.replaceFirst("s$", ""), unit);
        }
    }

    private static Progress bar(Task task) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task.name())
                .setInitialMax(task.total())
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + task.unit(), 1)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        return new Progress() {
            @Override
            public void done(long soFar) {
                bar.stepTo(soFar);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
