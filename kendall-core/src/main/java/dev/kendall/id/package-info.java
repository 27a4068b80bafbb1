/** Identifiers that Kendall mints: UUIDv7, so that they sort by time. */
@NullMarked
package dev.kendall.id;

import org.jspecify.annotations.NullMarked;
