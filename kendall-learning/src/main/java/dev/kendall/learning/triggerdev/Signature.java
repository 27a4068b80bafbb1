package dev.kendall.learning.triggerdev;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA256 (RFC 2104) in lower-case hex. Thread-safe. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Signature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Of the parts, one behind the other. */
    String of(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM + ".", e);
        }
    }

    /** Takes as long for every wrong signature, so that nobody finds the right one byte by byte. */
    boolean matches(@Nullable String given, byte[]... parts) {
        byte[] right = of(parts).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, (given == null ? "" : given).getBytes(StandardCharsets.UTF_8));
    }
}
