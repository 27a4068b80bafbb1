/** {@code ./kendall cutover rehearse}: a made-up application that is busy while a cutover is rehearsed. */
@NullMarked
package dev.kendall.examples.rehearse;

import org.jspecify.annotations.NullMarked;
