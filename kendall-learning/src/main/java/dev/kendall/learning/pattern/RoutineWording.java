package dev.kendall.learning.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routines as findings: in words, under keys that stay the same while the routine does. */
final class RoutineWording {
    private static final int MAX_EVIDENCE = 1_000;
    private static final int MAX_QUOTED = 120;

    private final PatternWindow window;
    private final LocalDays calendar;
    private final KeyWords keyWords;
    private final CommonTopic topic;

    RoutineWording(PatternWindow window, LocalDays calendar, CommonTopic topic) {
        this.window = window;
        this.calendar = calendar;
        this.keyWords = new KeyWords(window.messages());
        this.topic = topic;
    }

    /** The surest first, ties by the first message. */
    List<Finding> findings(List<Routine> routines) {
        List<Finding> findings = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        routines.stream()
                .sorted(Comparator.comparingDouble(
                                (Routine routine) -> -routine.rate().mean())
                        .thenComparing(routine -> routine.kept().get(0).message(), Message.CHRONOLOGICAL))
                .forEach(routine -> findings.add(finding(routine, keys)));
        return findings;
    }

    /** How a routine is told: its key, what the user does, the whole, and with whom. */
    record Wording(
            String key,
            String does,
            String description,
            @Nullable Contact contact) {}

    private Finding finding(Routine routine, Set<String> keys) {
        Contact contact = NamedContact.of(routine.kept(), window).orElse(null);
        String when = ScheduleWords.of(routine.schedule());
        String key = key(routine, keys);
        if (contact == null) {
            Occurrence usual = usual(routine);
            if (!topic.isTold(usual, routine.kept())) {
                return finding(routine, new Wording(key, "write", "Writes " + when, null), calendar);
            }
            String quoted = "“" + quote(usual) + "”";
            return finding(routine, new Wording(key, "say " + quoted, "Says " + quoted + " " + when, null), calendar);
        }
        Optional<Channel> channel = channel(routine);
        String does = channel.map(Channel::base).orElse("mention") + " " + contact.name();
        String description =
                capital(channel.map(Channel::thirdPerson).orElse("mentions")) + " " + contact.name() + " " + when;
        return finding(routine, new Wording(key, does, description, contact), calendar);
    }

    /** The routine, told so. */
    static Finding finding(Routine routine, Wording wording, LocalDays calendar) {
        List<Occurrence> kept = routine.kept();
        List<MessageId> evidence = kept.subList(Math.max(0, kept.size() - MAX_EVIDENCE), kept.size()).stream()
                .map(occurrence -> occurrence.message().id())
                .toList();
        Attributes attributes = Attributes.none()
                .with(Learned.DOES, wording.does())
                .with(Learned.KEPT, routine.rate().kept())
                .with(Learned.MISSED, routine.rate().missed())
                .with(Learned.EVIDENCE, Math.round(10 * routine.activity().logFactor() / Math.log(10)) / 10.0);
        Contact contact = wording.contact();
        NewPattern pattern = NewPattern.of(
                        contact != null ? PatternType.RECURRING_CONTACT : PatternType.TIME_BASED_ACTION,
                        wording.description())
                .withSchedule(routine.schedule())
                .withContact(contact == null ? null : contact.id())
                .withConfidence(routine.rate().mean())
                .observed(
                        kept.size(),
                        kept.get(0).message().createdAt(),
                        routine.last().message().createdAt())
                .withEvidence(evidence)
                .withAttributes(attributes);
        Finding finding = Finding.of(wording.key(), pattern);
        return routine.hasStopped(calendar) ? finding.stopped() : finding;
    }

    private String key(Routine routine, Set<String> keys) {
        String words = keyWords.of(
                routine.kept().stream().map(occurrence -> occurrence.text()).toList());
        String key = words;
        for (int number = 2; !keys.add(key); number++) {
            key = words + "_" + number;
        }
        return key;
    }

    /** How most of its messages that say it are in touch. */
    private static Optional<Channel> channel(Routine routine) {
        Map<Channel, Integer> counts = new HashMap<>();
        for (Occurrence occurrence : routine.kept()) {
            Channel.in(occurrence.text()).ifPresent(channel -> counts.merge(channel, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Channel, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Channel, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    /** As it is most often said; of several ways, the latest. */
    private static Occurrence usual(Routine routine) {
        Map<String, Integer> counts = new HashMap<>();
        Occurrence usual = routine.kept().get(0);
        for (Occurrence occurrence : routine.kept()) {
            int times = counts.merge(occurrence.text().strip(), 1, Integer::sum);
            if (times >= counts.getOrDefault(usual.text().strip(), 0)) {
                usual = occurrence;
            }
        }
        return usual;
    }

    private static String quote(Occurrence usual) {
        String text = usual.text().strip();
        return text.codePointCount(0, text.length()) <= MAX_QUOTED
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED)) + "…";
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
