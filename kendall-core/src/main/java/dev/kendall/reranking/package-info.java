/** An optional second look at what a search found, by a model that reads query and text together. */
@NullMarked
package dev.kendall.reranking;

import org.jspecify.annotations.NullMarked;
