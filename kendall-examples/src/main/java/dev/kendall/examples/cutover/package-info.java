/** {@code ./kendall cutover}: how a move from one storage to another stands, and the steps of it. */
@NullMarked
package dev.kendall.examples.cutover;

import org.jspecify.annotations.NullMarked;
