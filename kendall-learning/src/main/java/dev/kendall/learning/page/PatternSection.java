package dev.kendall.learning.page;

import dev.kendall.html.HtmlPage;
import dev.kendall.learning.pattern.BuiltInExtractors;
import dev.kendall.learning.pattern.Learned;
import dev.kendall.learning.pattern.PatternCourse;
import dev.kendall.learning.pattern.PatternHistory;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The patterns of a user, each with its confidence over time and the messages that show it. */
final class PatternSection {
    static final String STYLE = """
            article { border-top: 1px solid var(--line); padding: .4em 0; display: flow-root; }
            article h3 { font-size: 1em; margin: .4em 0; overflow-wrap: anywhere; }
            article .plot { float: right; margin: .6em 0 .6em 1em; width: 430px; max-width: 100%; } article .plot svg { max-width: 100%; }
            .facts { color: var(--muted); margin: .2em 0; } .number { color: var(--mark); }
            @media (max-width: 800px) { article .plot { float: none; margin: .4em 0; } }
            """;

    private static final int MAX_DESCRIPTION = 500;
    /** The most that stopped or were dismissed are shown. */
    private static final int MAX_STOPPED = 500;

    private static final String ROUTINES = BuiltInExtractors.routines().name();

    private final PatternHistory.Courses courses;
    private final CitedMessages messages;
    private final View view;

    PatternSection(PatternHistory.Courses courses, CitedMessages messages, View view) {
        this.courses = courses;
        this.messages = messages;
        this.view = view;
    }

    void addTo(HtmlPage page) {
        List<PatternCourse> holding = new ArrayList<>();
        List<PatternCourse> stopped = new ArrayList<>();
        for (PatternCourse course : courses.courses()) {
            (course.pattern().status() == PatternStatus.ACTIVE ? holding : stopped).add(course);
        }
        page.add("<h2>Patterns that hold: %d</h2>", holding.size());
        if (holding.isEmpty()) {
            page.add("<p>Nothing regular was found.</p>");
        }
        for (int i = 0; i < holding.size(); i++) {
            page.add(
                    "<article id='p%d'><h3><span class='number'>%d</span> <bdi>%s</bdi></h3>",
                    i + 1, i + 1, description(holding.get(i).pattern()));
            addEntry(page, holding.get(i));
        }
        if (stopped.isEmpty()) {
            return;
        }
        page.add("<h2>Patterns that stopped or were dismissed: %d</h2>", stopped.size());
        for (PatternCourse course : stopped.subList(0, Math.min(MAX_STOPPED, stopped.size()))) {
            page.add("<article><h3><bdi>%s</bdi></h3>", description(course.pattern()));
            addEntry(page, course);
        }
        if (stopped.size() > MAX_STOPPED) {
            page.add("<p>and %,d more</p>", stopped.size() - MAX_STOPPED);
        }
    }

    static String description(Pattern pattern) {
        return Excerpt.of(pattern.description(), MAX_DESCRIPTION);
    }

    private void addEntry(HtmlPage page, PatternCourse course) {
        Pattern pattern = course.pattern();
        page.add(new ConfidencePlot(course, view).svg());
        page.add(
                "<p class='facts'>%s, %.0f %% sure%s%s</p>",
                pattern.type().value().replace('_', ' '),
                100 * pattern.confidence(),
                occasions(pattern),
                pattern.attributes()
                        .findText(Learned.BY)
                        .map(by -> "; found by " + by)
                        .orElse("; not found by an extractor"));
        page.add("<p class='facts'>%s</p>", observed(pattern));
        String remark = remark(course);
        if (!remark.isEmpty()) {
            page.add("<p><strong>%s</strong></p>", remark);
        }
        messages.quote(page, pattern.evidence());
        page.add("</article>");
    }

    private static String occasions(Pattern pattern) {
        var kept = pattern.attributes().findNumber(Learned.KEPT);
        var missed = pattern.attributes().findNumber(Learned.MISSED);
        return kept.isEmpty() || missed.isEmpty()
                ? String.format(Locale.ROOT, "; seen %,d times", pattern.observations())
                : "; kept " + kept.get().toPlainString() + " times and missed "
                        + missed.get().toPlainString();
    }

    private String observed(Pattern pattern) {
        Instant first = pattern.firstObserved();
        Instant last = pattern.lastObserved();
        String seen = first == null || last == null
                ? ""
                : "first on " + view.day(first) + ", last on " + view.day(last) + "; ";
        return seen + "as judged on " + view.day(pattern.updated());
    }

    /** Why it no longer counts, or why it will not when it is looked at again. Empty: there is nothing to say. */
    private String remark(PatternCourse course) {
        Pattern pattern = course.pattern();
        if (pattern.status() == PatternStatus.DISMISSED) {
            return "Dismissed on " + view.day(pattern.updated())
                    + ": it stays away until it was seen as often again as it had been then.";
        }
        String by = pattern.attributes().findText(Learned.BY).orElse(null);
        boolean holds = pattern.status() == PatternStatus.ACTIVE;
        if (by == null) {
            return holds ? "" : "Retired by the application on " + view.day(pattern.updated()) + ".";
        }
        if (!courses.complete().contains(by)) {
            return holds
                    ? ""
                    : "Retired on " + view.day(pattern.updated()) + "; why is not known here, as " + by
                            + " was not asked again.";
        }
        PatternCourse.Point today = course.at(view.now()).orElse(null);
        boolean holdsToday = today != null && today.status() == PatternStatus.ACTIVE;
        if (holds == holdsToday) {
            return holds ? "" : "Retired on " + view.day(pattern.updated()) + ": " + why(by, today != null);
        }
        return holds
                ? "It was learned before, and does not hold on " + view.day(view.now()) + ": " + why(by, today != null)
                : "It is retired, but holds on " + view.day(view.now()) + "; learning has not looked since.";
    }

    private static String why(String by, boolean isFound) {
        if (!isFound) {
            return "what was said in the " + PatternWindow.LOOK_BACK.toDays() + " days before no longer shows it.";
        }
        return by.equals(ROUTINES)
                ? "it stopped. For something kept as often as this was, so many misses in a row have a probability below 2 %, and they"
                        + " lasted three weeks at least."
                : by + " found that it stopped.";
    }
}
