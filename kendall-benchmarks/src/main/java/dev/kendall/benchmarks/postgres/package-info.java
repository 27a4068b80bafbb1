/** Measurements of the storage on PostgreSQL. */
@NullMarked
package dev.kendall.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
