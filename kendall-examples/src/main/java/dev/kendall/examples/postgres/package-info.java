/** {@code --postgres}: the PostgreSQL that a command keeps its memory in. */
@NullMarked
package dev.kendall.examples.postgres;

import org.jspecify.annotations.NullMarked;
