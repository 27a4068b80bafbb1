/** Scripted conversations with the memories that they should leave, and how well an extractor does on them. */
@NullMarked
package dev.kendall.learning.memory.evaluation;

import org.jspecify.annotations.NullMarked;
