/** Chat messages: the immutable evidence that everything else cites. */
@NullMarked
package dev.kendall.chat;

import org.jspecify.annotations.NullMarked;
