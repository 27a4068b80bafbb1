/** The host's own fields, kept beside Kendall's. */
@NullMarked
package dev.kendall.attributes;

import org.jspecify.annotations.NullMarked;
