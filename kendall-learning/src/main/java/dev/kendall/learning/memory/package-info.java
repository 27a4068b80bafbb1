/** Memories learned from what users say: extracted as claims with their evidence, reconciled with what is known, and taken back. */
@NullMarked
package dev.kendall.learning.memory;

import org.jspecify.annotations.NullMarked;
