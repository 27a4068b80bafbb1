/** The models that the commands use: one for embeddings in this process, and a chat model over the network. */
@NullMarked
package dev.kendall.examples.model;

import org.jspecify.annotations.NullMarked;
