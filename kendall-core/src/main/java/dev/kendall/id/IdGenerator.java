package dev.kendall.id;

import java.util.UUID;

/** Mints ids. Thread-safe. */
@FunctionalInterface
public interface IdGenerator {
    /** A new id, never given before by this generator. */
    UUID next();
}
