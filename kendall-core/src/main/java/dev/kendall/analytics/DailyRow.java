package dev.kendall.analytics;

import dev.kendall.internal.Checks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened on one day, over all users, in numbers. No row says whose anything was. What could not be known is null, never 0.
 *
 * @param day of the zone that whoever counts has chosen, from year 1 to 9999
 * @param messages how many chat messages of all roles were written
 * @param activeUsers how many users wrote at least one of them
 * @param answers how long users waited for answers, or null: there was none
 * @param recall what prompts were told of memories, or null
 * @param patterns what became of patterns, or null
 * @param jobs what became of jobs, or null
 * @param models what models were asked for learning, or null
 */
public record DailyRow(
        LocalDate day,
        long messages,
        long activeUsers,
        @Nullable Answers answers,
        @Nullable Recall recall,
        @Nullable Patterns patterns,
        @Nullable Jobs jobs,
        @Nullable Models models) {
    /** Checks the ranges. */
    public DailyRow {
        Checks.range("year of the day", day.getYear(), 1, 9999);
        notNegative("number of messages", messages);
        notNegative("number of active users", activeUsers);
    }

    private static long notNegative(String name, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("the " + name + " is " + number + "; it must be 0 or more");
        }
        return number;
    }

    /**
     * How long users waited: from a user's message to the assistant's that follows it in the thread within {@link #WITHIN}. Of a turn that is from its
     * opening to its completion, so reading what is known and the host's model are in it, and storing is not.
     *
     * @param count how many of the users' messages were answered, 1 or more
     * @param median what half of them waited at most
     * @param p95 what 95 of 100 waited at most
     */
    public record Answers(long count, Duration median, Duration p95) {
        /** What the assistant says later than this is taken for something new, not for an answer. */
        public static final Duration WITHIN = Duration.ofHours(1);

        /** Checks the ranges, and drops what is less than a microsecond. */
        public Answers {
            if (count < 1) {
                throw new IllegalArgumentException("the number of answers is " + count + "; it must be 1 or more");
            }
            median = waited("median", median);
            p95 = waited("95th percentile", p95);
        }

        private static Duration waited(String name, Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("the " + name + " is " + time + "; it must be PT0S or more");
            }
            return time.truncatedTo(ChronoUnit.MICROS);
        }

        /**
         * For backends: the answers that took so long each, or null when there are none. The percentiles are the least times that are not below that
         * share of all.
         */
        public static @Nullable Answers of(List<Duration> times) {
            List<Duration> sorted = times.stream().sorted().toList();
            return sorted.isEmpty() ? null : new Answers(sorted.size(), percentile(sorted, 50), percentile(sorted, 95));
        }

        private static Duration percentile(List<Duration> sorted, int percent) {
            return sorted.get((sorted.size() * percent + 99) / 100 - 1);
        }
    }

    /**
     * What prompts were told of memories, standing instructions with them.
     *
     * @param turns how many turns were completed
     * @param hits how many of them recalled at least one memory
     */
    public record Recall(long turns, long hits) {
        /** Checks the ranges. */
        public Recall {
            notNegative("number of turns", turns);
            if (hits < 0 || hits > turns) {
                throw new IllegalArgumentException("the number of hits is " + hits + "; it must be from 0 to " + turns);
            }
        }

        /** The share of turns that recalled something, 0 to 1; null when there were no turns. */
        public @Nullable Double hitRate() {
            return turns == 0 ? null : (double) hits / turns;
        }
    }

    /**
     * What became of patterns.
     *
     * @param learned how many were found for the first time
     * @param retired how many stopped
     */
    public record Patterns(long learned, long retired) {
        /** Checks the ranges. */
        public Patterns {
            notNegative("number of patterns learned", learned);
            notNegative("number of patterns retired", retired);
        }
    }

    /**
     * What became of jobs, of all handlers.
     *
     * @param succeeded how many were done
     * @param dead how many were given up
     */
    public record Jobs(long succeeded, long dead) {
        /** Checks the ranges. */
        public Jobs {
            notNegative("number of jobs done", succeeded);
            notNegative("number of jobs given up", dead);
        }
    }

    /**
     * What models were asked for learning.
     *
     * @param calls how many calls
     * @param inputTokens tokens of the prompts, as providers count them
     * @param outputTokens tokens of the answers
     * @param cost what they cost, in the currency of the prices, or null: no price is known
     */
    public record Models(
            long calls,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal cost) {
        /** Checks the ranges, and drops zeros at the end of the cost. */
        public Models {
            notNegative("number of calls", calls);
            notNegative("number of tokens of prompts", inputTokens);
            notNegative("number of tokens of answers", outputTokens);
            if (cost != null) {
                notNegative("sign of the cost", cost.signum());
                BigDecimal stripped = cost.stripTrailingZeros();
                cost = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
            }
        }
    }
}
