/** Plays chat messages as a legacy application on Airtable handles them, and the same messages on Kendall. */
@NullMarked
package dev.kendall.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
