package dev.kendall.verification;

/**
 * The sum of the hashes of rows: the same in whichever order they are read, and unlike a parity changed by a row that comes twice.
 *
 * @param high the sum of the first halves of the hashes, modulo 2^64
 * @param low of the second halves
 */
public record Digest(long high, long low) {
    /** Of no rows. */
    public static final Digest NONE = new Digest(0, 0);

    /** Of the rows of both. */
    public Digest plus(Digest other) {
        return new Digest(high + other.high, low + other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
