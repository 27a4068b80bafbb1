/** The JSON form of Kendall's values, as exports and snapshots hold it. */
@NullMarked
package dev.kendall.json;

import org.jspecify.annotations.NullMarked;
