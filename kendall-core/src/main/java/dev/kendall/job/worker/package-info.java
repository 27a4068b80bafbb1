/** Doing jobs: handlers, and the workers that run them. */
@NullMarked
package dev.kendall.job.worker;

import org.jspecify.annotations.NullMarked;
