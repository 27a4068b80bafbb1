package dev.kendall.search;

import dev.kendall.user.UserId;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tartarus.snowball.ext.englishStemmer;

/**
 * The words of a text as it is searched by: in lower case, without English stop words, reduced to their stems (Snowball's English stemmer,
 * which leaves most words of other languages as they are). Of languages written without spaces a whole run is one word: they are found by
 * meaning.
 *
 * <p>A word is kept as a 64-bit hash, ascending and repeated as often as it occurs: comparing numbers in an array is what makes a scan of
 * a user's whole history fast enough to need no index. Two of a million different words collide with a chance of 1 in 30 million.
 *
 * <p>For backends: all of them take words from here, so that the same search finds the same rows on each.
 */
public final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]+)*");

    private static final Pattern NEGATION = Pattern.compile("n['’]t$");
    private static final Pattern ENDING = Pattern.compile("['’](s|ll|re|ve|d|m)$");
    private static final Pattern APOSTROPHE = Pattern.compile("['’]");

    private static final Set<String> STOP_WORDS = Set.of(
            ("a about above after again against all am an and any are as at be because been before being below between both but by"
                            + " can could did do does doing down during each few for from further had has have having he her here hers"
                            + " herself him himself his how i if in into is it its itself just me more most my myself no nor not now of"
                            + " off on once only or other our ours ourselves out over own s same she should so some such t than that the"
                            + " their theirs them themselves then there these they this those through to too under until up very was we"
                            + " were what when where which while who whom why will with would you your yours yourself yourselves")
                    .split(" "));

    private Words() {}

    /** The hashes of a text's words, ascending, each as often as its word occurs. */
    public static long[] of(String text) {
        englishStemmer stemmer = new englishStemmer();
        Matcher words =
                WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        long[] hashes = new long[16];
        int count = 0;
        while (words.find()) {
            for (String word : parts(words.group())) {
                if (!word.isEmpty() && !STOP_WORDS.contains(word)) {
                    if (count == hashes.length) {
                        hashes = Arrays.copyOf(hashes, 2 * count);
                    }
                    hashes[count++] = hash(stem(stemmer, word));
                }
            }
        }
        long[] exact = Arrays.copyOf(hashes, count);
        Arrays.sort(exact);
        return exact;
    }

    /** "don't" says nothing, "John's" and "John'll" are about John, and O'Brien is O and Brien. */
    private static String[] parts(String word) {
        if (word.indexOf('\'') < 0 && word.indexOf('’') < 0) {
            return new String[] {word};
        }
        if (NEGATION.matcher(word).find()) {
            return new String[0];
        }
        return APOSTROPHE.split(ENDING.matcher(word).replaceFirst(""));
    }

    private static String stem(englishStemmer stemmer, String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** FNV-1a over the UTF-16 units, with the finaliser of MurmurHash3 to spread it. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    /**
     * The words of a text as they are kept in an index over all users: no two users share a hash, so that a word's entry in the index leads to
     * one user's rows only.
     *
     * @return ascending, each as often as its word occurs
     */
    public static long[] of(UserId user, String text) {
        long salt = hash(user.value());
        long[] hashes = of(text);
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = mix(hashes[i] + salt);
        }
        Arrays.sort(hashes);
        return hashes;
    }

    /** The different words among the hashes, ascending. */
    public static long[] distinct(long[] hashes) {
        return Arrays.stream(hashes).distinct().toArray();
    }
}
