/** Durable jobs: what is to be done later, by whoever gets to it, and what became of it. */
@NullMarked
package dev.kendall.job;

import org.jspecify.annotations.NullMarked;
