package dev.kendall.learning;

import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.time.LocalDate;
import java.util.Map;

/** What models were paid for a user on a day. */
final class Spending {
    private static final String KEY = "learning/spent/";
    private static final int DAYS = 35;

    private Spending() {}

    static ModelTokens of(StateStore state, UserId user, LocalDate day) {
        return state.find(user, KEY + day).map(Spending::parse).orElse(ModelTokens.NONE);
    }

    /** Adds to the day, and forgets days that are long past. */
    static void add(StateStore state, UserId user, LocalDate day, ModelTokens tokens) {
        ModelTokens sum = of(state, user, day).plus(tokens);
        state.put(user, KEY + day, sum.calls() + " " + sum.input() + " " + sum.output());
        String oldest = KEY + day.minusDays(DAYS);
        Map<String, String> kept = state.list(user, KEY);
        kept.keySet().stream().filter(key -> key.compareTo(oldest) < 0).forEach(key -> state.remove(user, key));
    }

    private static ModelTokens parse(String text) {
        String[] numbers = text.split(" ", 3);
        return new ModelTokens(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
}
