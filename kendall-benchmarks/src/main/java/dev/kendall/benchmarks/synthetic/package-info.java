/** Texts, vectors and users that are made up, the same for the same seed. */
@NullMarked
package dev.kendall.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
