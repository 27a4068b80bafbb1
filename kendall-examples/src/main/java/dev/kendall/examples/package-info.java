/** The {@code ./kendall} command. */
@NullMarked
package dev.kendall.examples;

import org.jspecify.annotations.NullMarked;
