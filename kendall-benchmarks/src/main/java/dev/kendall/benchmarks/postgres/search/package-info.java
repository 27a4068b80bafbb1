/** Measures searches inside one user's rows on PostgreSQL: Kendall against the vector stores of its peers, and its exact way against its index. */
@NullMarked
package dev.kendall.benchmarks.postgres.search;

import org.jspecify.annotations.NullMarked;
