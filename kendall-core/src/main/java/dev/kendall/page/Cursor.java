package dev.kendall.page;

import dev.kendall.internal.Checks;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a listing goes on: the sort key of the last item of a page. Opaque to the host, and the same in every backend.
 *
 * <p>A cursor belongs to the listing that gave it; another listing refuses it. It stays valid when rows come and go: a page that
 * follows shows what comes after that key in the stated order.
 *
 * @param token 1 to 2,000 characters of URL-safe text
 */
public record Cursor(String token) {
    private static final String VERSION = "1";
    private static final char SEPARATOR = '\n';

    /** Checks the token's form; whether it fits a listing shows when it is used. */
    public Cursor {
        Checks.filled("cursor", token, 2_000);
    }

    /** For backends: a cursor of the listing {@code kind} behind the item with this sort key. */
    public static Cursor of(String kind, String... key) {
        StringBuilder plain = new StringBuilder(VERSION).append(SEPARATOR).append(kind);
        for (String part : key) {
            plain.append(SEPARATOR).append(part.replace("\\", "\\\\").replace("\n", "\\n"));
        }
        return new Cursor(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * For backends: the {@code size} parts of the sort key.
     *
     * @throws IllegalArgumentException when the token is damaged or belongs to another listing
     */
    public List<String> key(String kind, int size) {
        List<String> parts = decode();
        if (parts.size() != size + 2
                || !parts.get(0).equals(VERSION)
                || !parts.get(1).equals(kind)) {
            throw new IllegalArgumentException("this cursor does not belong to the listing '" + kind
                    + "'; pass the cursor of the previous page of the same listing, or start without one");
        }
        return parts.subList(2, parts.size()).stream().map(Cursor::unescape).toList();
    }

    private List<String> decode() {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new ArrayList<>(List.of(plain.split("\n", -1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("this cursor is damaged; start the listing without one", e);
        }
    }

    private static String unescape(String part) {
        StringBuilder plain = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\' && i + 1 < part.length()) {
                i++;
                plain.append(part.charAt(i) == 'n' ? '\n' : part.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
