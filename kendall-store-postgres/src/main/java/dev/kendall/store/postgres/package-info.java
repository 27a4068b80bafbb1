/** Storage on PostgreSQL with pgvector: the schema, the stores, bulk import, and the worker that embeds in the background. */
@NullMarked
package dev.kendall.store.postgres;

import org.jspecify.annotations.NullMarked;
