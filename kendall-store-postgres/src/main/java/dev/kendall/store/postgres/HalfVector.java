package dev.kendall.store.postgres;

import java.nio.ByteBuffer;

/** A vector in half precision as pgvector's {@code halfvec_send} writes it; pgvector's own class for Java has no binary form. */
final class HalfVector {
    private final float[] numbers;

    HalfVector(float[] numbers) {
        this.numbers = numbers;
    }

    /** The number of dimensions, two bytes of nothing, and the numbers. */
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Short.BYTES + Short.BYTES * numbers.length);
        bytes.putShort((short) numbers.length).putShort((short) 0);
        for (float number : numbers) {
            bytes.putShort(half(number));
        }
        return bytes.array();
    }

    /** IEEE 754 binary16 of a number that is in its range, rounded to the nearest, ties to even: as the server does. */
    static short half(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude < 0x3880_0000) {
            // Below 2^-14: as many times 2^-24 as fit.
            return (short) (sign | (int) Math.rint(Math.abs((double) number) * 0x1p24));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | rounded - 0x3800_0000 >>> 13);
    }
}
