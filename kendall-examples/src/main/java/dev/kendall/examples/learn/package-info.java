/** {@code ./kendall learn}: what was learned from users, with the messages that say so. */
@NullMarked
package dev.kendall.examples.learn;

import org.jspecify.annotations.NullMarked;
