package dev.kendall.search;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a question asks for, and which texts look as if they held it. English; other questions ask for nothing in particular. */
final class QuestionForm {
    private static final Pattern ASKS_WHEN =
            pattern("^\\s*when\\b|\\b(what|which) (day|date|month|year|week)\\b|\\bhow long\\b");
    private static final Pattern ASKS_NUMBER = pattern("\\bhow (many|much|often|old)\\b");
    private static final Pattern ASKS_NAME = pattern("^\\s*(who|where|which|what (is|was) the name)\\b");

    private static final long[] TIMES = hashes(
            "yesterday today tonight tomorrow last next ago week weekend month year morning evening monday tuesday wednesday"
                    + " thursday friday saturday sunday january february march april june july august september october november"
                    + " december recently soon since");
    private static final long[] NUMBERS =
            hashes("two three four five six seven eight nine ten twice couple dozen once");

    private final boolean when;
    private final boolean number;
    private final boolean name;
    private final long[] words;
    private final long[] pairs;

    QuestionForm(String question) {
        this.when = ASKS_WHEN.matcher(question).find();
        this.number = ASKS_NUMBER.matcher(question).find();
        this.name = ASKS_NAME.matcher(question).find();
        Asked asked = new Asked();
        asked.over(question);
        this.words = sorted(asked.words, asked.count);
        this.pairs = sorted(asked.pairs, Math.max(0, asked.count - 1));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static long[] hashes(String words) {
        return Arrays.stream(words.split(" "))
                .mapToLong(WordScan::hash)
                .sorted()
                .toArray();
    }

    private static long[] sorted(long[] hashes, int count) {
        return Arrays.stream(hashes, 0, count).sorted().distinct().toArray();
    }

    private static long pair(long first, long second) {
        return first * 0x9e3779b97f4a7c15L + second;
    }

    private static boolean holds(long[] sorted, long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    /**
     * Reads a text.
     *
     * @param speaker who said it, or null; named before the text
     */
    Reading read(@Nullable String speaker, String text) {
        Reading reading = new Reading();
        if (speaker != null) {
            reading.isOfText = false;
            reading.over(speaker);
            reading.isOfText = true;
        }
        reading.over(text);
        return reading;
    }

    /** The words of a question. */
    private static final class Asked extends WordScan {
        private long[] words = new long[16];
        private long[] pairs = new long[16];
        private int count;

        @Override
        void word(long hash) {
            if (count == words.length) {
                words = Arrays.copyOf(words, 2 * count);
                pairs = Arrays.copyOf(pairs, 2 * count);
            }
            words[count] = hash;
            if (count > 0) {
                pairs[count - 1] = pair(words[count - 1], hash);
            }
            count++;
        }
    }

    /** What a text has of what the question asks for. */
    final class Reading extends WordScan {
        private final boolean[] shared = new boolean[pairs.length];
        private boolean isOfText = true;
        private boolean isAnswer;
        private int count;
        private int sharedPairs;
        private boolean isAfterAsked;
        private long before;

        private Reading() {}

        /** Whether the text holds what the question asks for. */
        boolean isAnswer() {
            return isAnswer;
        }

        /** How many words the text has. */
        int words() {
            return count;
        }

        /** How many different pairs of neighbouring words of the question the text holds. */
        int sharedPairs() {
            return sharedPairs;
        }

        @Override
        void run(String text, int start, int end, long hash) {
            isAnswer = isAnswer
                    || isOfText
                            && (when && isTime(text, start, end, hash)
                                    || number && isNumber(text, start, end, hash)
                                    || name && isOtherName(text, start, end));
        }

        @Override
        void word(long hash) {
            count += isOfText ? 1 : 0;
            boolean isAsked = holds(words, hash);
            int place = isAsked && isAfterAsked ? Arrays.binarySearch(pairs, pair(before, hash)) : -1;
            if (place >= 0 && !shared[place]) {
                shared[place] = true;
                sharedPairs++;
            }
            isAfterAsked = isAsked;
            before = hash;
        }

        private boolean isOtherName(String text, int start, int end) {
            if (!beginsName(text, start)) {
                return false;
            }
            long hash = WordScan.add(WordScan.EMPTY, text.charAt(start));
            int i = start + 1;
            while (i < end && Character.isLowerCase(text.charAt(i))) {
                hash = WordScan.add(hash, text.charAt(i++));
            }
            return i > start + 1 && !holds(words, hash);
        }
    }

    /** A year of this century, the day of a month, or a word for a time. */
    private static boolean isTime(String text, int start, int end, long hash) {
        int digits = digits(text, start, end);
        return digits == 4 && end - start == 4 && text.startsWith("20", start)
                || (digits == 1 || digits == 2) && end - start == digits + 2 && isOrdinal(text, end - 2)
                || digits == 0 && holds(TIMES, hash);
    }

    private static boolean isOrdinal(String text, int i) {
        return text.regionMatches(true, i, "st", 0, 2)
                || text.regionMatches(true, i, "nd", 0, 2)
                || text.regionMatches(true, i, "rd", 0, 2)
                || text.regionMatches(true, i, "th", 0, 2);
    }

    private static boolean isNumber(String text, int start, int end, long hash) {
        return digits(text, start, end) == end - start || holds(NUMBERS, hash);
    }

    /** With how many digits it begins. */
    private static int digits(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - start;
    }

    /** A capital behind a small letter or a comma, where it begins no sentence. */
    private static boolean beginsName(String text, int start) {
        return start >= 2
                && Character.isUpperCase(text.charAt(start))
                && text.charAt(start - 1) == ' '
                && (text.charAt(start - 2) == ',' || Character.isLowerCase(text.charAt(start - 2)));
    }

    /** The share of the text's characters that are in sentences which end as questions, 0 to 1. */
    static double questioning(String text) {
        int asked = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?') {
                asked += i + 1 - begin;
            }
            if (c == '?' || c == '.' || c == '!') {
                begin = i + 1;
            }
        }
        return text.isEmpty() ? 0 : (double) asked / text.length();
    }

    /** Whether the text ends as a question. */
    static boolean isQuestion(String text) {
        return text.stripTrailing().endsWith("?");
    }
}
