/** What a user usually does: behavioural patterns with their evidence. */
@NullMarked
package dev.kendall.pattern;

import org.jspecify.annotations.NullMarked;
