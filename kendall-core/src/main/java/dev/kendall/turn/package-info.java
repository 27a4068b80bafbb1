/** One chat turn: open it with the user's text, prompt a model with what is known, complete it with the reply. */
@NullMarked
package dev.kendall.turn;

import org.jspecify.annotations.NullMarked;
