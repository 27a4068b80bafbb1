package dev.kendall.learning.page;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.html.HtmlPage;
import dev.kendall.learning.extraction.UserNames;
import dev.kendall.learning.pattern.Learned;
import dev.kendall.learning.pattern.PatternCourse;
import dev.kendall.learning.pattern.PatternExtraction;
import dev.kendall.learning.pattern.PatternHistory;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.learning.pattern.StoredVectors;
import dev.kendall.memory.Memory;
import dev.kendall.page.Page;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.storage.Stores;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was learned of a user, as one page of HTML that needs nothing else: the user's week with the patterns in it, how sure each pattern was
 * over time, the memories, what no longer counts and why, and for all of it the messages that say so.
 *
 * <p>The page holds what the user said: it is as confidential as the messages. It runs no script, and all that the user said is escaped. It
 * shows what is stored and changes nothing; only the course of a pattern's confidence is computed anew, as {@link PatternHistory} says, which
 * takes about thirty times as long as looking for patterns once. What is stored by others while it is read may be on it or not. Thread-safe.
 */
public final class LearningPage {
    /** How many messages are looked at for the course of confidence: the latest. The heat map counts all. */
    private static final int MAX_MESSAGES = 2 * PatternWindow.MAX_MESSAGES;

    /** As many as learning looks at. */
    private static final int MAX_CONTACTS = 10_000;

    private final Stores stores;
    private final Instant now;
    private final PatternExtraction extraction;

    private LearningPage(Stores stores, Instant now, PatternExtraction extraction) {
        this.stores = Objects.requireNonNull(stores, "stores");
        this.now = Objects.requireNonNull(now, "now");
        this.extraction = Objects.requireNonNull(extraction, "extraction");
    }

    /** Pages of what is stored, as of {@code now}; the course of confidence is that of the built-in extractors. */
    public static LearningPage of(Stores stores, Instant now) {
        return new LearningPage(stores, now, PatternExtraction.builtIn());
    }

    /** These pages with the course of confidence by other extractors: those that the host learns with, without any that asks a model. */
    public LearningPage withExtraction(PatternExtraction extraction) {
        return new LearningPage(stores, now, extraction);
    }

    /** The page of a user. Of an unknown user it says that nothing is known. */
    public String html(UserId user) {
        Profile profile = stores.users().find(user).map(User::profile).orElse(Profile.empty());
        ZoneId zone = profile.zone();
        View view = new View(stores, user, zone, now);
        List<Contact> contacts = View.all(page -> stores.contacts().list(user, page));
        List<Pattern> patterns = View.all(page -> stores.patterns().list(user, PatternFilter.all(), page));
        Said said = said(view, UserNames.of(profile, contacts));
        MemorySection memories = MemorySection.read(view);
        CitedMessages cited = CitedMessages.read(view, quoted(patterns, memories.shown()));

        HtmlPage page = new HtmlPage(
                "What was learned of " + user.value(),
                WeekPlot.STYLE + PatternSection.STYLE + MemorySection.STYLE + CitedMessages.STYLE);
        page.add(
                "<p>As of %s in %s. The user said %,d messages in the %d days before. %s %s</p>",
                view.minute(now),
                zone,
                said.activity().total(),
                PatternWindow.LOOK_BACK.toDays(),
                sentence(patterns),
                memories.sentence());
        addWeek(page, said.activity(), WeekPatterns.of(patterns, cited, zone));
        new PatternSection(courses(view, patterns, contacts, said), cited, view).addTo(page);
        memories.addTo(page, cited);
        page.add(
                "<p class='facts'>The confidence of a routine is the probability that the next occasion is kept, old occasions counting less;"
                        + " of what was stated or is mostly so, the probability that it is. The points are what the extractors find in what had been"
                        + " said until that day; the ring is what is stored.</p>");
        return page.end();
    }

    private static String sentence(List<Pattern> patterns) {
        Map<PatternStatus, Long> counts =
                patterns.stream().collect(Collectors.groupingBy(Pattern::status, Collectors.counting()));
        long holding = counts.getOrDefault(PatternStatus.ACTIVE, 0L);
        return String.format(
                Locale.ROOT,
                "%,d %s, %,d stopped, %,d %s dismissed.",
                holding,
                holding == 1 ? "pattern holds" : "patterns hold",
                counts.getOrDefault(PatternStatus.RETIRED, 0L),
                counts.getOrDefault(PatternStatus.DISMISSED, 0L),
                counts.getOrDefault(PatternStatus.DISMISSED, 0L) == 1 ? "was" : "were");
    }

    /**
     * What the user said.
     *
     * @param latest in the order of time
     * @param whole the earliest moment whose window {@code latest} holds in full
     */
    private record Said(WeekActivity activity, List<Message> latest, Instant whole) {}

    private Said said(View view, UserNames names) {
        Instant begin = now.minus(PatternWindow.LOOK_BACK);
        MessageFilter filter =
                MessageFilter.all().of(Role.USER).between(begin.minus(PatternWindow.LOOK_BACK), now.plusMillis(1));
        WeekActivity activity = new WeekActivity(view.zone());
        List<Message> latest = new ArrayList<>();
        boolean isCut = false;
        for (Message message : Page.each(View.PAGE, page -> stores.chat().list(view.user(), filter, page))) {
            if (names.isShared(message)) {
                continue;
            }
            boolean counts =
                    !message.createdAt().isBefore(begin) && !message.createdAt().isAfter(now);
            if (counts) {
                activity.add(message.createdAt());
            }
            if (latest.size() < MAX_MESSAGES) {
                latest.add(message);
            } else {
                isCut = true;
                if (!counts) {
                    break;
                }
            }
        }
        Collections.reverse(latest);
        Instant whole = isCut ? latest.get(PatternWindow.MAX_MESSAGES - 1).createdAt() : Instant.MIN;
        return new Said(activity, latest, whole);
    }

    private PatternHistory.Courses courses(View view, List<Pattern> patterns, List<Contact> contacts, Said said) {
        if (patterns.stream()
                .noneMatch(pattern -> pattern.attributes().findText(Learned.BY).isPresent())) {
            List<PatternCourse> none = patterns.stream()
                    .map(pattern -> new PatternCourse(pattern, List.of()))
                    .toList();
            return new PatternHistory.Courses(none, Set.of());
        }
        PatternWindow window = PatternWindow.of(view.user(), now, said.latest())
                .in(view.zone())
                .withVectors(StoredVectors.read(stores, view.user(), said.latest()))
                .withContacts(contacts.subList(0, Math.min(MAX_CONTACTS, contacts.size())))
                .withKnown(patterns);
        PatternHistory.Courses courses = new PatternHistory(extraction).of(window, said.latest(), said.whole());
        Map<Pattern, PatternCourse> byPattern = new HashMap<>();
        courses.courses().forEach(course -> byPattern.put(course.pattern(), course));
        return new PatternHistory.Courses(
                patterns.stream()
                        .map(pattern -> byPattern.getOrDefault(pattern, new PatternCourse(pattern, List.of())))
                        .toList(),
                courses.complete());
    }

    private static List<MessageId> quoted(List<Pattern> patterns, List<Memory> memories) {
        List<MessageId> quoted = new ArrayList<>();
        for (Pattern pattern : patterns) {
            quoted.addAll(WeekPatterns.isBand(pattern) ? pattern.evidence() : CitedMessages.quoted(pattern.evidence()));
        }
        memories.forEach(memory -> quoted.addAll(CitedMessages.quoted(memory.sources())));
        return quoted;
    }

    private static void addWeek(HtmlPage page, WeekActivity activity, WeekPatterns patterns) {
        WeekPlot week = new WeekPlot(activity, patterns);
        page.add("<h2>The week</h2>").add(week.svg());
        week.addTable(page);
        if (patterns.elsewhere() > 0) {
            page.add(
                    "<p class='facts'>Patterns without a time of the week are not drawn: %d.</p>",
                    patterns.elsewhere());
        }
    }
}
