/** What was learned of a user, as a page to read. */
@NullMarked
package dev.kendall.learning.page;

import org.jspecify.annotations.NullMarked;
