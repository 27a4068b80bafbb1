/** Everything about one user as JSON lines. */
@NullMarked
package dev.kendall.privacy;

import org.jspecify.annotations.NullMarked;
