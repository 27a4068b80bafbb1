package dev.kendall.testkit.postgres;

/**
 * How a client sent a parameter; the value itself is not kept.
 *
 * @param format how it was written
 * @param type the oid of the type the client named; 0 when it left the type to the server
 * @param length in bytes; -1 for null
 */
public record BoundParameter(Format format, int type, int length) {
    /** How a value is written on the wire. */
    public enum Format {
        /** As a person would write it. */
        TEXT,
        /** As the type's own bytes. */
        BINARY
    }
}
