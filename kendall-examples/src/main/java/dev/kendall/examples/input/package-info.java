/** Files of JSON lines, and what can be wrong with them. */
@NullMarked
package dev.kendall.examples.input;

import org.jspecify.annotations.NullMarked;
