/** How long the default search takes, beside its single arms and beside SQL by hand. */
@NullMarked
package dev.kendall.benchmarks.postgres.retrieval;

import org.jspecify.annotations.NullMarked;
