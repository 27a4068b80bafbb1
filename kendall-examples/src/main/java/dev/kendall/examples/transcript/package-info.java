/** Transcripts and questions about them: reading, and playing a transcript into a memory. */
@NullMarked
package dev.kendall.examples.transcript;

import org.jspecify.annotations.NullMarked;
