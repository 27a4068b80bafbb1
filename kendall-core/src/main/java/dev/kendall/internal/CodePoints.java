package dev.kendall.internal;

/** Order of text by Unicode code points: what a database's binary collation of UTF-8 gives, and {@code String} does not. */
public final class CodePoints {
    private CodePoints() {}

    /** Compares by code points. {@link String#compareTo} would put U+FFFD after U+1F600. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                if (surrogateA != surrogateB) {
                    return surrogateA ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
