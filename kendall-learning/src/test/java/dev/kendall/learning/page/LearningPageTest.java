package dev.kendall.learning.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.NewContact;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LearningPageTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final PageRequest ALL = PageRequest.first(1_000);
    /** The clock is put back in October and forward in March. */
    private static final LocalDate FIRST = LocalDate.of(2025, 10, 6);

    private static final List<String> NOISE = List.of(
            "The tram broke down.",
            "Saw a rainbow.",
            "What rhymes with orange?",
            "Hail again!",
            "My glasses are bent.",
            "How far is the moon?",
            "Somebody parked in front of the gate.",
            "Forgot my umbrella on the bus.");

    private final TestClock clock = TestClock.at("2026-04-20T12:00:00Z");
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();

    private void say(UserId user, ZonedDateTime at, String text) {
        storage.chat().append(user, ThreadId.of("home"), NewMessage.user(text).withCreatedAt(at.toInstant()));
    }

    private void learn() {
        LearningOptions options = LearningOptions.builder().clock(clock).build();
        try (LearningLoop loop =
                LearningLoop.of(Kendall.builder(storage).clock(clock).open(), options)) {
            loop.catchUp();
            loop.runOnce();
        }
    }

    private ReadPage page(UserId user, String name) {
        return new ReadPage(LearningPage.of(storage, clock.instant()).html(user), name);
    }

    private List<Pattern> patterns(UserId user) {
        return storage.patterns().list(user, PatternFilter.all(), ALL).items();
    }

    /** Calls John on Mondays at nine, runs on some days until January, and says this and that. */
    private void anna() {
        storage.users().save(ANNA, Profile.builder().zone(BERLIN).build());
        storage.contacts().upsert(ANNA, NewContact.named("John"));
        Random random = new Random(3);
        for (int day = 0; day < 196; day++) {
            LocalDate date = FIRST.plusDays(day);
            if (date.getDayOfWeek() == DayOfWeek.MONDAY && random.nextInt(10) > 0) {
                say(ANNA, date.atTime(9, random.nextInt(10)).atZone(BERLIN), "Call John please");
            }
            if (date.getDayOfWeek() == DayOfWeek.THURSDAY && day < 100) {
                say(ANNA, date.atTime(18, 30 + random.nextInt(10)).atZone(BERLIN), "Choir practice is over");
            }
            say(
                    ANNA,
                    date.atTime(8 + random.nextInt(12), random.nextInt(60)).atZone(BERLIN),
                    NOISE.get(random.nextInt(NOISE.size())));
        }
        say(ANNA, FIRST.plusDays(3).atTime(12, 0).atZone(BERLIN), "I work as a nurse.");
        say(ANNA, FIRST.plusDays(90).atTime(12, 0).atZone(BERLIN), "I work as a teacher now.");
        say(ANNA, FIRST.plusDays(91).atTime(12, 0).atZone(BERLIN), "My birthday is 3 May.");
        say(ANNA, FIRST.plusDays(92).atTime(12, 0).atZone(BERLIN), "My birthday is 9 June.");
        say(ANNA, FIRST.plusDays(93).atTime(12, 0).atZone(BERLIN), "I'm allergic to hazelnuts.");
    }

    @Test
    void the_week_shows_the_messages_that_are_stored() {
        anna();
        TreeMap<String, Integer> expected = new TreeMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int hour = 0; hour < 24; hour++) {
                expected.put(day + " " + hour, 0);
            }
        }
        Instant begin = clock.instant().minus(PatternWindow.LOOK_BACK);
        int total = 0;
        for (Message message : Page.each(
                ALL, request -> storage.chat().list(ANNA, MessageFilter.all().of(Role.USER), request))) {
            ZonedDateTime local = message.createdAt().atZone(BERLIN);
            if (!message.createdAt().isBefore(begin)) {
                expected.merge(local.getDayOfWeek() + " " + local.getHour(), 1, Integer::sum);
                total++;
            }
        }

        ReadPage page = page(ANNA, "week");

        assertThat(page.cells()).isEqualTo(expected);
        assertThat(page.text()).contains("The user said " + total + " messages in the 200 days before");
        long rows = page.elements("td").size();
        assertThat(rows).as("the same as a table").isEqualTo(7 * 24);
    }

    @Test
    void a_habit_at_nine_is_at_nine_in_winter_and_in_summer() {
        storage.users().save(ANNA, Profile.builder().zone(BERLIN).build());
        for (int week = 0; week < 28; week++) {
            say(ANNA, FIRST.plusWeeks(week).atTime(9, 0).atZone(BERLIN), "Good morning");
        }
        TreeMap<String, Integer> cells = page(ANNA, "clock").cells();
        assertThat(cells)
                .containsEntry("MONDAY 9", 28)
                .containsEntry("MONDAY 8", 0)
                .containsEntry("MONDAY 10", 0);
    }

    @Test
    void the_confidence_in_the_plots_is_that_of_the_store() {
        anna();
        learn();
        List<Pattern> active = patterns(ANNA).stream()
                .filter(pattern -> pattern.status() == PatternStatus.ACTIVE)
                .toList();
        assertThat(active).extracting(Pattern::description).contains("Calls John on Mondays at nine");

        ReadPage page = page(ANNA, "learned");

        List<Element> articles = page.elements("article");
        assertThat(articles).hasSize(patterns(ANNA).size());
        for (int i = 0; i < active.size(); i++) {
            Pattern pattern = active.get(i);
            Element article = articles.get(i);
            assertThat(article.getAttribute("id")).isEqualTo("p" + (i + 1));
            assertThat(article.getTextContent()).contains(pattern.description());
            List<Element> circles = ReadPage.elements(article, "circle");
            Element stored = circles.get(circles.size() - 1);
            assertThat(stored.getTextContent())
                    .isEqualTo(String.format(Locale.ROOT, "stored: %.2f %%", 100 * pattern.confidence()));
            assertThat(confidence(stored)).isCloseTo(pattern.confidence(), within(0.001));
            Element today = circles.get(circles.size() - 2);
            assertThat(today.getTextContent()).startsWith("2026-04-20: ");
            assertThat(confidence(today)).isCloseTo(pattern.confidence(), within(0.001));
            assertThat(today.getAttribute("cx")).isEqualTo(stored.getAttribute("cx") + ".00");
        }
    }

    /** By the height between the lines of 0 % and 100 %. */
    private static double confidence(Element circle) {
        List<Element> lines = ReadPage.elements((Element) circle.getParentNode(), "line");
        double none = Double.parseDouble(lines.get(0).getAttribute("y1"));
        double all = Double.parseDouble(lines.get(2).getAttribute("y1"));
        return (none - Double.parseDouble(circle.getAttribute("cy"))) / (none - all);
    }

    @Test
    void everything_is_shown_with_its_messages_and_what_ended_with_the_reason() {
        anna();
        learn();
        Memory allergy = storage.memories().list(ANNA, MemoryFilter.current(), ALL).items().stream()
                .filter(memory -> memory.value().contains("hazelnut"))
                .findFirst()
                .orElseThrow();
        storage.memories().retract(allergy, "the user asked to forget it");
        storage.memories().add(ANNA, NewMemory.of(MemoryType.of("note"), "shelf", "Third from the left"));

        ReadPage page = page(ANNA, "reasons");

        assertThat(page.pattern("Calls John on Mondays at nine"))
                .contains("kept 26 times", "Call John please", "and 21 earlier");
        assertThat(page.pattern("Says “Choir practice is over”"))
                .contains("Retired on 2026-04-20: it stopped.", "below 2 %", "Choir practice is over");
        assertThat(page.text("li", "job: teacher")).contains("I work as a teacher now.");
        assertThat(page.text("li", "job: nurse")).contains("replaced by “teacher”.", "I work as a nurse.");
        assertThat(page.text("li", "shelf: Third from the left")).contains("It cites no message.");
        assertThat(page.text("li", allergy.key()))
                .contains("Since 2026-04-20: the user asked to forget it.", "I'm allergic to hazelnuts.");
        assertThat(page.text("h2", "Memories that wait")).endsWith(": 1");
        assertThat(page.text("li", "birthday: 9 June")).contains("quarantined: ", "My birthday is 9 June.");
        assertThat(page.elements("a"))
                .extracting(link -> link.getAttribute("href"))
                .isNotEmpty()
                .allMatch(link -> link.startsWith("#p"));
    }

    @Test
    void a_dismissed_pattern_and_one_that_was_not_looked_at_since_say_so() {
        anna();
        learn();
        for (Pattern pattern : patterns(ANNA)) {
            if (pattern.description().startsWith("Calls John")) {
                storage.patterns().update(pattern.withStatus(PatternStatus.DISMISSED));
            }
        }
        clock.advance(Duration.ofDays(150));
        ReadPage page = page(ANNA, "dismissed");
        assertThat(page.pattern("Calls John")).contains("Dismissed on 2026-04-20");

        storage.patterns().list(ANNA, PatternFilter.all(), ALL).items().stream()
                .filter(pattern -> pattern.status() == PatternStatus.DISMISSED)
                .forEach(pattern -> storage.patterns().update(pattern.withStatus(PatternStatus.ACTIVE)));
        assertThat(page(ANNA, "not-since").pattern("Calls John"))
                .contains("It was learned before, and does not hold on 2026-09-17");
    }

    @Test
    void a_user_of_whom_nothing_is_known_gets_a_page_that_says_so() {
        ReadPage page = page(UserId.of("nobody"), "nobody");
        assertThat(page.text())
                .contains(
                        "The user said 0 messages",
                        "0 patterns hold",
                        "Nothing regular was found.",
                        "Nothing is remembered.");
        assertThat(page.cells().values()).hasSize(168).containsOnly(0);
        assertThat(page.elements("article")).isEmpty();
    }

    @Test
    void two_hundred_patterns_can_be_told_apart() {
        List<DayOfWeek> days = List.of(DayOfWeek.values());
        for (int i = 0; i < 200; i++) {
            LocalTime time = i % 10 == 9 ? null : LocalTime.of(i % 8 == 0 ? 9 : i % 24, i % 60);
            Schedule schedule = switch (i % 4) {
                case 0 -> Schedule.weekly(EnumSet.of(days.get(i % 7)), time);
                case 1 -> Schedule.daily(time);
                case 2 -> Schedule.monthly(1 + i % 28, time);
                default -> Schedule.weekly(Set.of(days.get(i % 7), days.get((i + 2) % 7)), time);
            };
            storage.patterns()
                    .add(
                            ANNA,
                            NewPattern.of(PatternType.TIME_BASED_ACTION, "Habit number " + i + " of many")
                                    .withSchedule(schedule)
                                    .withConfidence(0.5 + i / 500.0));
        }

        ReadPage page = page(ANNA, "many");

        assertThat(page.elements("article")).hasSize(200);
        Element week = page.elements("svg").get(0);
        List<Element> links = ReadPage.elements(week, "a");
        assertThat(links).hasSizeBetween(100, 8 * 25);
        assertThat(links).allSatisfy(link -> {
            assertThat(ReadPage.elements(link, "text")).hasSize(1);
            assertThat(ReadPage.elements(link, "text").get(0).getTextContent()).hasSizeBetween(1, 4);
        });
        assertThat(links.stream()
                        .map(link -> ReadPage.elements(link, "text").get(0))
                        .map(text -> text.getAttribute("x") + " " + text.getAttribute("y")))
                .as("one number in a place")
                .doesNotHaveDuplicates();
        List<String> told = links.stream()
                .flatMap(link ->
                        ReadPage.elements(link, "title").get(0).getTextContent().lines())
                .map(line -> line.replaceAll(":.*", ""))
                .distinct()
                .toList();
        assertThat(told).as("each is drawn").hasSize(200);
    }

    @Test
    void hostile_text_does_nothing_but_stand_there() {
        String hostile =
                "</title></script><script>alert('1')</script><img src=x onerror=\"alert(2)\">' onload='x ]]> %s %n &lt; \u0001\u202e\ufffe\ud83d\ude00";
        UserId user = UserId.of("<b onclick='x'>&\u202e");
        for (int day = 0; day < 60; day++) {
            say(user, FIRST.plusDays(day * 3L).atTime(20, 0).atZone(BERLIN), hostile + " I love " + hostile);
        }
        say(user, FIRST.plusDays(99).atTime(12, 0).atZone(BERLIN), "Remember that " + hostile);
        say(user, FIRST.plusDays(99).atTime(13, 0).atZone(BERLIN), "I love <i>bees</i> & 'honey'.");
        learn();
        storage.memories().add(user, NewMemory.of(MemoryType.of("note"), "k" + hostile, "v" + hostile));
        Memory memory = storage.memories().add(user, NewMemory.of(MemoryType.of("note"), "gone", hostile));
        storage.memories().retract(memory, "because " + hostile);
        storage.patterns()
                .add(
                        user,
                        NewPattern.of(PatternType.BEHAVIOR, "Says " + hostile)
                                .withSchedule(Schedule.daily(LocalTime.NOON))
                                .withConfidence(1));

        ReadPage page = page(user, "hostile");

        assertThat(page.names())
                .isSubsetOf(
                        "a",
                        "article",
                        "bdi",
                        "body",
                        "circle",
                        "details",
                        "div",
                        "h1",
                        "h2",
                        "h3",
                        "head",
                        "html",
                        "li",
                        "line",
                        "meta",
                        "p",
                        "polyline",
                        "q",
                        "rect",
                        "span",
                        "strong",
                        "style",
                        "summary",
                        "svg",
                        "table",
                        "td",
                        "text",
                        "th",
                        "time",
                        "title",
                        "tr",
                        "ul");
        assertThat(page.attributes()).noneMatch(name -> name.startsWith("on"));
        String shown =
                hostile.replace('\u0001', '\ufffd').replace('\ufffe', '\ufffd').replace('\n', ' ');
        assertThat(page.text("h1", "What was learned of")).endsWith(user.value());
        assertThat(page.pattern("Says </title>")).contains("Says " + shown);
        assertThat(page.text("li", "k</title>")).contains("v" + shown);
        assertThat(page.text("li", "gone")).contains("because " + shown);
        assertThat(page.text()).contains("I love <i>bees</i> & 'honey'.");
    }
}
