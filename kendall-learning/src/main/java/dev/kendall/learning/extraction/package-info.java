/** What extractors of every kind share: the guard that calls them, and how each of them did. */
@NullMarked
package dev.kendall.learning.extraction;

import org.jspecify.annotations.NullMarked;
