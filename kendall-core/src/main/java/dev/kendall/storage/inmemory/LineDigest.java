package dev.kendall.storage.inmemory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts lines and digests them with SHA-256, each with its line feed. */
final class LineDigest {
    private final MessageDigest sha256 = sha256();
    private long lines;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(String line) {
        sha256.update(line.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        lines++;
    }

    long lines() {
        return lines;
    }

    /** The digest of all lines; none can be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
