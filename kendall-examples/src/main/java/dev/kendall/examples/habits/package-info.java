/** The {@code evaluate-habits} command: whether planted habits are found. */
@NullMarked
package dev.kendall.examples.habits;

import org.jspecify.annotations.NullMarked;
