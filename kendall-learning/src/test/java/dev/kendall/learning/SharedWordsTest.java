package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.user.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who speaks, where messages name their speakers. */
class SharedWordsTest extends LoopFixture {
    private void says(String speaker, String text, Instant at) {
        storage.chat()
                .append(ANNA, HOME, NewMessage.user(text).withSpeaker(speaker).withCreatedAt(at));
    }

    private List<String> patterns() {
        return storage.patterns().list(ANNA, PatternFilter.active(), ALL).items().stream()
                .map(Pattern::description)
                .toList();
    }

    /** A group in which Anna and Ben tell about themselves, and each calls somebody on a day of the week. */
    private void talk() {
        says("Ben", "I'm allergic to hazelnuts.", clock.instant().minus(Duration.ofDays(130)));
        says("Anna", "I work as a nurse.", clock.instant().minus(Duration.ofDays(129)));
        Instant monday = Instant.parse("2025-11-03T09:00:00Z");
        for (int week = 0; week < 17; week++) {
            Instant at = monday.plus(Duration.ofDays(7L * week));
            says("Anna", "Call John please", at);
            says("Ben", "Call the plumber", at.plus(Duration.ofDays(2)).plus(Duration.ofHours(6)));
            says("Anna", "Anything new?", at.plus(Duration.ofDays(1 + week % 5)).plus(Duration.ofHours(week % 7)));
        }
    }

    @Test
    @DisplayName("what is said under another name is no fact and no habit of the user's")
    void others() {
        storage.users().save(ANNA, Profile.builder().fullName("Anna Lind").build());
        talk();
        try (LearningLoop loop = loop(options())) {
            loop.catchUp();
            loop.runOnce();
            assertThat(facts(ANNA)).singleElement().asString().contains("nurse");
            assertThat(patterns()).anyMatch(each -> each.contains("John")).noneMatch(each -> each.contains("plumber"));
            assertThat(loop.report().messages()).isEqualTo(53);
            assertThat(loop.report().shared()).isEqualTo(18);
        }
    }

    @Test
    @DisplayName(
            "where the profile has no name, nothing is learned from who names a speaker, and the report says of how much")
    void nameless() {
        talk();
        try (LearningLoop loop = loop(options())) {
            loop.catchUp();
            loop.runOnce();
            assertThat(facts(ANNA)).isEmpty();
            assertThat(patterns()).isEmpty();
            assertThat(loop.report().shared()).isEqualTo(53);
        }
    }
}
