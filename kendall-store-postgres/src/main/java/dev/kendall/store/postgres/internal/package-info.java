/** How the columns of the tables are read into values; used by the generated classes. No API. */
@NullMarked
package dev.kendall.store.postgres.internal;

import org.jspecify.annotations.NullMarked;
