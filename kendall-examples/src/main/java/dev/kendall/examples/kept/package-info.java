/** The memories that commands work on, wherever they are kept. */
@NullMarked
package dev.kendall.examples.kept;

import org.jspecify.annotations.NullMarked;
