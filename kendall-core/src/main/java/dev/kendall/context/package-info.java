/** What an assistant should know before it answers one message. */
@NullMarked
package dev.kendall.context;

import org.jspecify.annotations.NullMarked;
