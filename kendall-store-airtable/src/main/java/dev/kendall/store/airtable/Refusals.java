package dev.kendall.store.airtable;

import dev.kendall.failure.StorageRefused;

/** What this storage does not offer, and what to do instead. */
final class Refusals {
    private Refusals() {}

    static StorageRefused history() {
        return new StorageRefused(
                "Airtable keeps no history of memories, so there is none to read and no change to take back;"
                        + " add the memory again, or migrate to PostgreSQL",
                null);
    }

    static StorageRefused meaning() {
        return new StorageRefused(
                "Airtable has no vectors and no search by meaning; search by word (SearchMode.KEYWORD), or migrate to PostgreSQL",
                null);
    }

    static StorageRefused externalIds() {
        return new StorageRefused(
                "Airtable keeps no external ids; keep yours as an attribute, or migrate to PostgreSQL", null);
    }
}
