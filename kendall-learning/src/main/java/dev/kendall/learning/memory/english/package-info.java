/** What users say in English about themselves and the people around them, found by a grammar, without a model. */
@NullMarked
package dev.kendall.learning.memory.english;

import org.jspecify.annotations.NullMarked;
