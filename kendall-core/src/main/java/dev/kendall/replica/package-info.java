/** Rows as they are stored, for copying one storage to another and for comparing the two. */
@NullMarked
package dev.kendall.replica;

import org.jspecify.annotations.NullMarked;
