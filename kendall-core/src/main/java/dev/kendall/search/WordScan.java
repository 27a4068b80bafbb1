package dev.kendall.search;

/**
 * Goes over the words of a text once and makes no object for any: a search looks at hundreds of texts. A word is a run of letters, marks and
 * digits, or several that apostrophes join ("John's"); each is told as a 64-bit hash of its small letters.
 */
abstract class WordScan {
    /** Of nothing. */
    static final long EMPTY = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    /**
     * A run of letters, marks and digits, without what an apostrophe joins to it; told before its word.
     *
     * @param hash of its small letters
     */
    void run(String text, int start, int end, long hash) {}

    /**
     * A word.
     *
     * @param hash of its small letters, apostrophes with them
     */
    abstract void word(long hash);

    /** Tells of each run and word of the text, in order. */
    final void over(String text) {
        int i = 0;
        while (i < text.length()) {
            if (isOfWord(text, i)) {
                i = scanWord(text, i);
            } else {
                i += width(text, i);
            }
        }
    }

    private int scanWord(String text, int start) {
        long word = EMPTY;
        int i = start;
        while (true) {
            int runStart = i;
            long run = EMPTY;
            while (i < text.length() && isOfWord(text, i)) {
                int letter = text.codePointAt(i);
                run = add(run, letter);
                word = add(word, letter);
                i += Character.charCount(letter);
            }
            run(text, runStart, i, run);
            if (i + 1 < text.length() && isApostrophe(text.charAt(i)) && isOfWord(text, i + 1)) {
                word = add(word, '\'');
                i++;
            } else {
                word(word);
                return i;
            }
        }
    }

    /** The hash with one more letter. */
    static long add(long hash, int letter) {
        return (hash ^ Character.toLowerCase(letter)) * PRIME;
    }

    /** The hash of a text's small letters. */
    static long hash(String text) {
        return text.codePoints().asLongStream().reduce(EMPTY, (hash, letter) -> add(hash, (int) letter));
    }

    private static int width(String text, int i) {
        return Character.charCount(text.codePointAt(i));
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’';
    }

    private static boolean isOfWord(String text, int i) {
        char c = text.charAt(i);
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return switch (Character.getType(text.codePointAt(i))) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
