/** The {@code evaluate} command. */
@NullMarked
package dev.kendall.examples.evaluate;

import org.jspecify.annotations.NullMarked;
