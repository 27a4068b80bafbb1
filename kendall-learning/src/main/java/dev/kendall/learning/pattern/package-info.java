/** What users usually do, found in their messages: extractors, the runner that guards them, and the reconciliation with what is known. */
@NullMarked
package dev.kendall.learning.pattern;

import org.jspecify.annotations.NullMarked;
