/** Checks that every package of the core shares, and every store of ours. No API: it may change in any release. */
@NullMarked
package dev.kendall.internal;

import org.jspecify.annotations.NullMarked;
