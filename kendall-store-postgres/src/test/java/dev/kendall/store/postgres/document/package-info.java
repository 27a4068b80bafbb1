/** Writes the picture and the text of docs/schema.md from a migrated database's catalog. */
package dev.kendall.store.postgres.document;
