/** {@code ./kendall db}: a PostgreSQL to try things on. */
@NullMarked
package dev.kendall.examples.db;

import org.jspecify.annotations.NullMarked;
