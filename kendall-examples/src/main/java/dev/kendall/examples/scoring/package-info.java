/** How well a search finds the evidence for a question. */
@NullMarked
package dev.kendall.examples.scoring;

import org.jspecify.annotations.NullMarked;
