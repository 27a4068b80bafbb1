/** Keeps what was measured with what it was measured on, and writes the tables and plots of the docs from it. */
@NullMarked
package dev.kendall.benchmarks.report;

import org.jspecify.annotations.NullMarked;
