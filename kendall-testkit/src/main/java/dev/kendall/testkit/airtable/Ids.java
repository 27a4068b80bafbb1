package dev.kendall.testkit.airtable;

import java.util.Random;

/** Mints ids in Airtable's form: three letters for the kind and fourteen random characters. The same seed gives the same ids. */
final class Ids {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_CHARACTERS = 14;

    private final Random random;

    Ids(long seed) {
        this.random = new Random(seed);
    }

    String next(String kind) {
        StringBuilder id = new StringBuilder(kind);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return id.toString();
    }

    static boolean isId(String kind, String text) {
        return text.startsWith(kind) && text.length() == kind.length() + RANDOM_CHARACTERS;
    }
}
