/** Ways of doing one thing, measured beside each other. */
@NullMarked
package dev.kendall.benchmarks.paired;

import org.jspecify.annotations.NullMarked;
