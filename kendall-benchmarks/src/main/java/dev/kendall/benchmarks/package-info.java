/** Measures Kendall with JMH, keeps the results with what they were measured on, and writes the tables and plots of the docs. */
@NullMarked
package dev.kendall.benchmarks;

import org.jspecify.annotations.NullMarked;
