/** Pages of a listing, continued by opaque keyset cursors. */
@NullMarked
package dev.kendall.page;

import org.jspecify.annotations.NullMarked;
