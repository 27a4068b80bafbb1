/** What happened on each day, in numbers over all users that tell nothing of any one of them. */
@NullMarked
package dev.kendall.analytics;

import org.jspecify.annotations.NullMarked;
