package dev.kendall.benchmarks.postgres.jobs;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** One way to keep jobs in PostgreSQL and to do them on several threads. */
interface JobWay {
    /** What it is called in the tables. */
    String name();

    /** Asks for so many jobs, all due now, while nobody takes any; what was there before is gone. */
    void fill(int jobs) throws SQLException;

    /** Takes and ends all of them on {@code threads} threads; each counts {@code done} down where its work would be. Returns once they stopped. */
    void run(int threads, CountDownLatch done) throws Exception;
}
