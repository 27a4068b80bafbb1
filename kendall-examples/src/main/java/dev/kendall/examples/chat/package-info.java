/** The {@code chat} command: a conversation with memory, and a transcript played with questions about it. */
@NullMarked
package dev.kendall.examples.chat;

import org.jspecify.annotations.NullMarked;
