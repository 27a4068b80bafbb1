/** The PostgreSQL that several benchmarks measure. */
@NullMarked
package dev.kendall.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
