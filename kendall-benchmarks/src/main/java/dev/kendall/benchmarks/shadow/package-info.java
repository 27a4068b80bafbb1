/** Measures what a cutover's shadow reads, and a dead old side, add to a user's calls. */
@NullMarked
package dev.kendall.benchmarks.shadow;

import org.jspecify.annotations.NullMarked;
