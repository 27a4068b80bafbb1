/** Figures in documents, and the results that they are taken from. */
@NullMarked
package dev.kendall.examples.figures;

import org.jspecify.annotations.NullMarked;
