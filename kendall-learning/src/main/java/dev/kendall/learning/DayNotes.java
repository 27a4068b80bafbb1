package dev.kendall.learning;

import dev.kendall.analytics.DailyRow.Models;
import dev.kendall.analytics.DailyRow.Patterns;
import dev.kendall.analytics.DailyRow.Recall;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.pattern.PatternChange;
import dev.kendall.storage.Change;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What no stored row says of a day: numbers that are noted for each user, in the transaction that makes them so, and added up for {@link DailyAnalytics}.
 * They go with the user, and after {@value #KEPT_DAYS} days. Not thread-safe.
 */
final class DayNotes {
    /** For how many days notes are kept at least. */
    static final int KEPT_DAYS = 35;

    private static final String KEY = "learning/day/";

    /** What is noted; a name that is not here was noted by a later version, and is left alone. */
    private enum Figure {
        TURNS,
        HITS,
        LEARNED,
        RETIRED,
        CALLS,
        INPUT,
        OUTPUT,
        COST
    }

    private record Noted(UserId user, LocalDate day) {}

    private final Map<Noted, Map<String, BigDecimal>> notes = new LinkedHashMap<>();

    static String key(LocalDate day) {
        return KEY + day;
    }

    DayNotes turn(Change.TurnCompleted turn, LocalDate day) {
        Noted noted = new Noted(turn.user(), day);
        note(noted, Figure.TURNS, 1);
        note(noted, Figure.HITS, turn.recalled().isEmpty() ? 0 : 1);
        return this;
    }

    DayNotes patterns(UserId user, LocalDate day, List<PatternChange> changes) {
        Noted noted = new Noted(user, day);
        for (PatternChange change : changes) {
            if (!(change instanceof PatternChange.Update update)) {
                note(noted, Figure.LEARNED, 1);
            } else if (update.reason() == PatternChange.Reason.RETIRED) {
                note(noted, Figure.RETIRED, 1);
            }
        }
        return this;
    }

    /** Nothing where no model was called. */
    DayNotes models(UserId user, LocalDate day, ModelTokens tokens, LearningBudget budget) {
        if (tokens.calls() == 0) {
            return this;
        }
        Noted noted = new Noted(user, day);
        note(noted, Figure.CALLS, tokens.calls());
        note(noted, Figure.INPUT, tokens.input());
        note(noted, Figure.OUTPUT, tokens.output());
        if (budget.isPriced()) {
            note(noted, Figure.COST, budget.costOf(tokens));
        }
        return this;
    }

    private void note(Noted noted, Figure figure, long number) {
        note(noted, figure, BigDecimal.valueOf(number));
    }

    private void note(Noted noted, Figure figure, BigDecimal number) {
        notes.computeIfAbsent(noted, any -> new LinkedHashMap<>()).merge(figure.name(), number, BigDecimal::add);
    }

    /** Adds them to what is noted already, in the transaction whose state this is. */
    void addTo(StateStore state) {
        notes.forEach((noted, more) -> {
            Map<String, BigDecimal> all = state.find(noted.user(), key(noted.day()))
                    .map(DayNotes::parse)
                    .orElseGet(LinkedHashMap::new);
            more.forEach((figure, number) -> all.merge(figure, number, BigDecimal::add));
            state.put(noted.user(), key(noted.day()), text(all));
        });
    }

    /** Removes the user's notes of days that are long past. */
    static void forget(StateStore state, UserId user, LocalDate today) {
        String oldest = key(today.minusDays(KEPT_DAYS));
        state.list(user, KEY).keySet().stream()
                .filter(key -> key.compareTo(oldest) < 0)
                .forEach(key -> state.remove(user, key));
    }

    private static String text(Map<String, BigDecimal> figures) {
        StringBuilder text = new StringBuilder();
        figures.forEach((figure, number) -> text.append(text.isEmpty() ? "" : " ")
                .append(figure)
                .append('=')
                .append(number.toPlainString()));
        return text.toString();
    }

    private static Map<String, BigDecimal> parse(String text) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (String part : text.split(" ", -1)) {
            int sign = part.indexOf('=');
            figures.put(part.substring(0, sign), new BigDecimal(part.substring(sign + 1)));
        }
        return figures;
    }

    /** The notes of all users of one day. */
    static final class Sum {
        private final Map<Figure, BigDecimal> figures = new EnumMap<>(Figure.class);
        private boolean isEmpty = true;

        void add(String text) {
            isEmpty = false;
            Map<String, BigDecimal> noted = parse(text);
            for (Figure figure : Figure.values()) {
                BigDecimal number = noted.get(figure.name());
                if (number != null) {
                    figures.merge(figure, number, BigDecimal::add);
                }
            }
        }

        boolean isEmpty() {
            return isEmpty;
        }

        Recall recall() {
            return new Recall(number(Figure.TURNS), number(Figure.HITS));
        }

        Patterns patterns() {
            return new Patterns(number(Figure.LEARNED), number(Figure.RETIRED));
        }

        Models models() {
            return new Models(
                    number(Figure.CALLS), number(Figure.INPUT), number(Figure.OUTPUT), figures.get(Figure.COST));
        }

        private long number(Figure figure) {
            return figures.getOrDefault(figure, BigDecimal.ZERO).longValueExact();
        }
    }
}
