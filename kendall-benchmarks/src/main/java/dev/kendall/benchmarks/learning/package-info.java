/** Measures what learning adds to a user's turns, and how fast it learns. */
@NullMarked
package dev.kendall.benchmarks.learning;

import org.jspecify.annotations.NullMarked;
