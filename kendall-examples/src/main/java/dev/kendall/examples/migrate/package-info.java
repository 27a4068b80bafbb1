/** {@code ./kendall migrate} and {@code ./kendall verify}: from an Airtable base to PostgreSQL, and whether both hold the same. */
@NullMarked
package dev.kendall.examples.migrate;

import org.jspecify.annotations.NullMarked;
