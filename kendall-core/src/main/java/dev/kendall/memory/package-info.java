/** Long-term memories: what a user told the assistant to keep in mind, superseded but never destroyed. */
@NullMarked
package dev.kendall.memory;

import org.jspecify.annotations.NullMarked;
