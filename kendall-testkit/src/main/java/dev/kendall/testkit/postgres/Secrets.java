package dev.kendall.testkit.postgres;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and names that nobody guesses. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Lower-case hexadecimal digits, two for each byte. */
    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
