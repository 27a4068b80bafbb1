/** Search by meaning, by word, and by both; vectors and the embedding spaces they live in. */
@NullMarked
package dev.kendall.search;

import org.jspecify.annotations.NullMarked;
