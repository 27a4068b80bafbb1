/** Measures the turn on PostgreSQL: reading its context, storing it, many users at once, and what grows with what is stored. */
@NullMarked
package dev.kendall.benchmarks.postgres.turn;

import org.jspecify.annotations.NullMarked;
