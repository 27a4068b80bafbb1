/** Each idea of Kendall as a small program of its own. */
@NullMarked
package dev.kendall.examples.ideas;

import org.jspecify.annotations.NullMarked;
