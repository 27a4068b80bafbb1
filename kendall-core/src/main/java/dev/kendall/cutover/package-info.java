/** Moving a running system from one storage to another: stages, dual writes that lose nothing, shadow reads, gates, and the way back. */
@NullMarked
package dev.kendall.cutover;

import org.jspecify.annotations.NullMarked;
