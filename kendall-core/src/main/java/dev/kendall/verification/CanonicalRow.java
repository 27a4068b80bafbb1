package dev.kendall.verification;

import dev.kendall.entity.EntityRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;

/**
 * A row as texts that are equal exactly where the fields count as equal.
 *
 * @param fields by name; what is absent is not there
 */
record CanonicalRow(EntityRef ref, SortedMap<String, String> fields) {
    /** The first 128 bits of SHA-256 over the reference and the fields, each with its length. */
    Digest digest() {
        MessageDigest sha = sha256();
        add(sha, ref.kind().name());
        add(sha, ref.user().value());
        add(sha, ref.id());
        fields.forEach((name, value) -> {
            add(sha, name);
            add(sha, value);
        });
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        return new Digest(hash.getLong(), hash.getLong());
    }

    private static void add(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
