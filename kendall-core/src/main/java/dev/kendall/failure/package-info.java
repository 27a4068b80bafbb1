/** What can go wrong outside the caller's control, and whether trying again can help. */
@NullMarked
package dev.kendall.failure;

import org.jspecify.annotations.NullMarked;
