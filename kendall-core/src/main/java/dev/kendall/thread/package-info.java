/** Conversation threads. */
@NullMarked
package dev.kendall.thread;

import org.jspecify.annotations.NullMarked;
