package dev.kendall.store.airtable;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Ids as they stand in a single line of text, which keeps neither line breaks nor spaces at its ends: those are written {@code %0A}, and so is the
 * percent sign. Ids as people choose them stay as they are.
 */
final class KeyText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyText() {}

    static String of(String id) {
        StringBuilder text = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean atEnd = i == 0 || i == id.length() - 1;
            if (c == '%' || Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || atEnd && isSpace(c)) {
                for (byte each : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HEX.toHexDigits(each));
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The id that {@link #of} made the text of. What it never wrote stands for itself. */
    static String id(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] id = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escaped = bytes[i] == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2]);
            id[length++] = escaped
                    ? (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]))
                    : bytes[i];
            i += escaped ? 2 : 0;
        }
        return new String(id, 0, length, StandardCharsets.UTF_8);
    }
}
