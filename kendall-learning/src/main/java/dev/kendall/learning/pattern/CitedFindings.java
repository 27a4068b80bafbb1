package dev.kendall.learning.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.contact.Contact;
import dev.kendall.learning.pattern.CitedPattern.Kind;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of patterns that a model cites. The model says which messages mean the same; everything else follows from the messages.
 *
 * <ul>
 *   <li>A habit that passes the {@link RoutineTest} has a rhythm, and the confidence of a routine: the {@link KeptRate} over its occasions.
 *   <li>Any other habit is a behaviour without a time. Each week since it was first shown is an occasion, kept when a message shows it, and the
 *       confidence is the kept rate over the weeks, in which old ones count less and less. It takes {@value #MIN_DAYS} days in {@value #MIN_WEEKS}
 *       weeks, and has stopped when it falls below {@value #IN_MOST}; what never was above it is none.
 *   <li>A preference is in the user's own words, trusted like {@value #TRUSTED} confirmations; each message that states it is one more (the mean of
 *       a Beta posterior, as for preferences found by grammar).
 * </ul>
 */
final class CitedFindings {
    private static final int MIN_DAYS = 3;
    private static final int MIN_WEEKS = 3;
    private static final double IN_MOST = 0.5;
    private static final int TRUSTED = 4;

    private final PatternWindow window;
    private final LocalDays calendar;
    private final TimesOfDay timesOfDay;
    private final RoutineTest test;
    private final KeyWords keyWords;
    private final Set<String> keys = new HashSet<>();

    /** Of a model that was shown so many messages: it could have chosen as many groups. */
    CitedFindings(PatternWindow window, LocalDays calendar, List<Occurrence> all, int shown) {
        this.window = window;
        this.calendar = calendar;
        this.timesOfDay = new TimesOfDay(all);
        this.test = new RoutineTest(calendar, timesOfDay, Math.max(1, shown));
        this.keyWords = new KeyWords(window.messages());
    }

    /** The pattern as a finding; empty where its messages show too little. */
    Optional<Finding> finding(CitedPattern cited) {
        if (cited.occurrences().isEmpty()) {
            return Optional.empty();
        }
        if (cited.kind() == Kind.PREFERENCE) {
            int stated = cited.occurrences().size();
            return Optional.of(Finding.of(
                    key("preference", cited),
                    pattern(PatternType.PREFERENCE, "Prefers: “" + cited.does() + "”", cited)
                            .withConfidence((stated + (double) TRUSTED) / (stated + TRUSTED + 1))));
        }
        Phrasing together = new Phrasing(cited.occurrences(), new long[0], null, Set.of(), Phrasing.Doing.DONE);
        Activity activity = Activity.of(List.of(together), calendar, timesOfDay);
        return test.routine(activity)
                .map(routine -> RoutineWording.finding(routine, wording(cited, routine), calendar))
                .or(() -> behaviour(cited));
    }

    private RoutineWording.Wording wording(CitedPattern cited, Routine routine) {
        String when = ScheduleWords.of(routine.schedule());
        return new RoutineWording.Wording(
                key("habit", cited),
                cited.does(),
                "Usual: “" + cited.does() + "”, " + when,
                NamedContact.of(routine.kept(), window).orElse(null));
    }

    private Optional<Finding> behaviour(CitedPattern cited) {
        TreeSet<Long> weeks = new TreeSet<>();
        Set<Integer> days = new HashSet<>();
        for (Occurrence occurrence : cited.occurrences()) {
            weeks.add(week(occurrence.day()));
            days.add(occurrence.day());
        }
        if (days.size() < MIN_DAYS || weeks.size() < MIN_WEEKS) {
            return Optional.empty();
        }
        KeptRate rate = new KeptRate();
        count(rate, weeks, weeks.first(), weeks.last());
        boolean wasUsual = rate.mean() >= IN_MOST;
        count(rate, weeks, weeks.last() + 1, week(calendar.today()) - 1);
        if (!wasUsual) {
            return Optional.empty();
        }
        NewPattern pattern = pattern(PatternType.BEHAVIOR, "Usual: “" + cited.does() + "”", cited);
        Finding finding = Finding.of(
                key("habit", cited),
                pattern.withConfidence(rate.mean())
                        .withContact(NamedContact.of(cited.occurrences(), window)
                                .map(Contact::id)
                                .orElse(null))
                        .withAttributes(pattern.attributes()
                                .with(Learned.KEPT, rate.kept())
                                .with(Learned.MISSED, rate.missed())));
        return Optional.of(rate.mean() >= IN_MOST ? finding : finding.stopped());
    }

    private static void count(KeptRate rate, Set<Long> kept, long from, long to) {
        for (long week = from; week <= to; week++) {
            if (kept.contains(week)) {
                rate.keep();
            } else {
                rate.miss();
            }
        }
    }

    private long week(int day) {
        return calendar.date(day).toEpochDay() / 7;
    }

    private static NewPattern pattern(PatternType type, String description, CitedPattern cited) {
        List<Occurrence> occurrences = cited.occurrences();
        return NewPattern.of(type, description)
                .observed(
                        occurrences.size(),
                        occurrences.get(0).message().createdAt(),
                        occurrences.get(occurrences.size() - 1).message().createdAt())
                .withEvidence(cited.evidence())
                .withAttributes(Attributes.none().with(Learned.DOES, cited.does()));
    }

    private String key(String kind, CitedPattern cited) {
        String words =
                keyWords.of(cited.occurrences().stream().map(Occurrence::text).toList());
        String key = kind + "_" + words;
        for (int number = 2; !keys.add(key); number++) {
            key = kind + "_" + words + "_" + number;
        }
        return key;
    }
}
