/** From text to vectors through a langchain4j model, with a cache, and the filling of rows that have none yet. */
@NullMarked
package dev.kendall.embedding;

import org.jspecify.annotations.NullMarked;
