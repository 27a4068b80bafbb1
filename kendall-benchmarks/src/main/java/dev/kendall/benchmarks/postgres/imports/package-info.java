/** Measures the import into PostgreSQL: Kendall's against the database's own {@code COPY}. */
@NullMarked
package dev.kendall.benchmarks.postgres.imports;

import org.jspecify.annotations.NullMarked;
