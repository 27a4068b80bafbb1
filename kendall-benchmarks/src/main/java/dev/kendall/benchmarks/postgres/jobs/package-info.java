/** Measures the jobs on PostgreSQL: Kendall's workers beside a bare loop and beside db-scheduler. */
@NullMarked
package dev.kendall.benchmarks.postgres.jobs;

import org.jspecify.annotations.NullMarked;
