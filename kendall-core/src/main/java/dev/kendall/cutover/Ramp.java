package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * Some of the users in another stage than the rest.
 *
 * @param target their stage
 * @param share how many of {@value #WHOLE} buckets, 1 to {@value #WHOLE}; a user's bucket never changes, so that a larger share takes in more
 *     users and lets go of none
 */
public record Ramp(Stage target, int share) {
    /** How many buckets there are. */
    public static final int WHOLE = 10_000;

    /** Checks the fields. */
    public Ramp {
        Objects.requireNonNull(target, "target");
        Checks.range("share", share, 1, WHOLE);
    }

    /** Whether the user is among them. */
    boolean takes(UserId user, String salt) {
        return bucket(user, salt) < share;
    }

    /** The user's bucket, 0 to {@value #WHOLE} - 1: the first four bytes of SHA-256 over salt, a line feed and the id. */
    static int bucket(UserId user, String salt) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((salt + "\n" + user.value()).getBytes(StandardCharsets.UTF_8));
            long first = (hash[0] & 0xFFL) << 24 | (hash[1] & 0xFFL) << 16 | (hash[2] & 0xFFL) << 8 | hash[3] & 0xFFL;
            return (int) (first % WHOLE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
