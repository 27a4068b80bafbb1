/** Learning in the background: what users do and tell, found in their messages after each turn. */
@NullMarked
package dev.kendall.learning;

import org.jspecify.annotations.NullMarked;
