package dev.kendall.testkit.postgres;

import java.nio.file.Path;

/**
 * PostgreSQL's programs with pgvector in reach.
 *
 * @param bin the folder with initdb, pg_ctl and postgres
 * @param versions what they are
 */
record Installation(Path bin, Versions versions) {
    String program(String name) {
        return bin.resolve(name).toString();
    }
}
