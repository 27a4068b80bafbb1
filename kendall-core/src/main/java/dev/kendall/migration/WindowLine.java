package dev.kendall.migration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log of a table's export: a window that was read and is in its file.
 *
 * @param file the number of the file
 * @param earliest when its first record was created; null when it has none
 * @param records how many it has
 * @param rejected how many of them became no row
 * @param noted how many of the others had something said of them
 * @param at when it was done, by the migration's clock
 */
record WindowLine(
        @Nullable Instant from,
        @Nullable Instant to,
        int file,
        @Nullable Instant earliest,
        long records,
        long rejected,
        long noted,
        Instant at,
        Duration took,
        SourceTraffic traffic) {}
