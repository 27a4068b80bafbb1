/** Kendall: the memory of a conversational assistant, embedded in its host. Start at {@link dev.kendall.Kendall}. */
@NullMarked
package dev.kendall;

import org.jspecify.annotations.NullMarked;
