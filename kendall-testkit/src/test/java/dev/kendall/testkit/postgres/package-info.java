/** The tests of finding and making a PostgreSQL. */
@NullMarked
package dev.kendall.testkit.postgres;

import org.jspecify.annotations.NullMarked;
