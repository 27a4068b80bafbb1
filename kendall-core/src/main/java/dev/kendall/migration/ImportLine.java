package dev.kendall.migration;

import java.time.Duration;
import java.util.List;

/**
 * A line of the log of an import: a part that is in the target.
 *
 * @param file the number of the part's file
 * @param rows how many rows it has
 * @param added how many of them were not in the target before
 * @param rejected what the target did not take
 */
record ImportLine(int file, long rows, long added, List<Rejection> rejected, Duration took) {}
