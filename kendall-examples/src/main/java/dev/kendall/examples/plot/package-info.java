/** Lines along axes whose ticks are round and told apart, for the pages of several commands. */
@NullMarked
package dev.kendall.examples.plot;

import org.jspecify.annotations.NullMarked;
