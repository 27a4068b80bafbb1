/** What all commands that measure have in common. */
@NullMarked
package dev.kendall.benchmarks.command;

import org.jspecify.annotations.NullMarked;
