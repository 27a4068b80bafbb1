package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.pattern.PatternType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in extractors that look for no rhythm. */
class OtherExtractorsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static PlantedUser user() {
        return new PlantedUser(4, TOKYO);
    }

    private static List<String> descriptions(PatternExtractor extractor, PatternWindow window) {
        return extractor.extract(window).stream()
                .map(finding -> finding.pattern().description())
                .toList();
    }

    @Nested
    class ActiveHours {
        @Test
        void the_hours_in_which_nearly_everything_is_said_are_found_in_the_users_zone() {
            PlantedUser user = user().habit("", Texts.NOISE)
                    .at(22, 0)
                    .scattered(40)
                    .throughout()
                    .atRandom(15, Texts.NOISE);
            assertThat(BuiltInExtractors.activeHours().extract(user.window()))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.pattern().type()).isEqualTo(PatternType.BEHAVIOR);
                        assertThat(finding.pattern().description())
                                .matches("Writes mostly between 2[01]:00 and (23|00):00");
                        assertThat(finding.pattern().confidence()).isBetween(0.95, 1.0);
                    });
        }

        @Test
        void who_writes_all_day_or_too_little_has_none() {
            assertThat(BuiltInExtractors.activeHours()
                            .extract(user().atRandom(300, Texts.NOISE).window()))
                    .isEmpty();
            assertThat(BuiltInExtractors.activeHours()
                            .extract(user().habit("", Texts.NOISE)
                                    .at(22, 0)
                                    .between(0, 10)
                                    .window()))
                    .isEmpty();
        }
    }

    @Nested
    class PreferredContacts {
        private Contact contact(int id, String name) {
            return new Contact(
                    PlantedUser.USER,
                    new ContactId(new UUID(0, id)),
                    name,
                    null,
                    null,
                    null,
                    null,
                    Set.of(),
                    0,
                    null,
                    Attributes.none(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    1);
        }

        private final List<Contact> contacts = List.of(contact(1, "Oscar"), contact(2, "Mina Ito"));

        @Test
        void who_is_named_on_most_days_and_how_each_is_reached_is_found() {
            PlantedUser user = user().atRandom(40, Texts.NOISE)
                    .atRandom(30, List.of("Text Oscar that I am late.", "Send Oscar a message."))
                    .atRandom(9, List.of("Call Mina about the keys.", "Ring Mina Ito."));
            assertThat(descriptions(
                            BuiltInExtractors.preferredContacts(), user.window().withContacts(contacts)))
                    .containsExactly(
                            "Is mostly in touch with Oscar", "Prefers to write to Oscar", "Prefers to call Mina Ito");
        }

        @Test
        void a_tie_and_an_only_contact_are_no_preference() {
            PlantedUser tie = user().atRandom(20, List.of("Oscar and Mina are here."));
            assertThat(descriptions(
                            BuiltInExtractors.preferredContacts(), tie.window().withContacts(contacts)))
                    .isEmpty();
            PlantedUser only = user().atRandom(20, List.of("Oscar is here."));
            assertThat(descriptions(
                            BuiltInExtractors.preferredContacts(), only.window().withContacts(contacts.subList(0, 1))))
                    .isEmpty();
        }
    }

    @Nested
    class Topics {
        @Test
        void what_much_of_it_is_about_is_a_topic_once() {
            PlantedUser user = user().atRandom(80, Texts.NOISE)
                    .atRandom(
                            40,
                            List.of(
                                    "The greenhouse is too warm.",
                                    "Which seeds for the greenhouse?",
                                    "A pane of the greenhouse broke.",
                                    "Slugs in the greenhouse.",
                                    "Is a greenhouse worth it?",
                                    "Heat the greenhouse with compost?"));
            assertThat(descriptions(BuiltInExtractors.topics(), user.window()))
                    .containsExactly("Often speaks of “greenhouse”");
        }

        @Test
        void one_sentence_again_and_again_and_many_things_are_no_topic() {
            assertThat(BuiltInExtractors.topics()
                            .extract(user().atRandom(200, Texts.NOISE)
                                    .atRandom(100, List.of("Set an alarm."))
                                    .window()))
                    .isEmpty();
        }
    }

    @Nested
    class StatedPreferences {
        private List<Finding> stated(String... sentences) {
            PlantedUser user = user();
            LocalDateTime at = PlantedUser.START.atTime(8, 0);
            for (String sentence : sentences) {
                at = at.plusHours(5);
                user.say(at, sentence);
            }
            return BuiltInExtractors.statedPreferences().extract(user.window());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "I like green tea. | Likes “green tea”",
                    "Well, I really love long train rides! | Likes “long train rides”",
                    "I prefer aisle seats, please | Prefers “aisle seats”",
                    "I can't stand cilantro. | Dislikes “cilantro”",
                    "It was fun. But I don’t like horror films. | Dislikes “horror films”",
                    "My favourite colour is teal. | Favourite colour: teal",
                    "Please always answer in French. | Asks: “Please always answer in French”",
                    "From now on, keep it short. | Asks: “From now on, keep it short”",
                    "From now on I want short answers. | Asks: “From now on I want short answers”",
                    "Call me Max. | Asks: “Call me Max”",
                    "Please don't use emojis | Asks: “Please don't use emojis”"
                })
        void likes_dislikes_favourites_and_instructions_are_taken_as_stated(String sentence, String description) {
            assertThat(stated(sentence)).singleElement().satisfies(finding -> {
                assertThat(finding.pattern().description()).isEqualTo(description);
                assertThat(finding.pattern().type()).isEqualTo(PatternType.PREFERENCE);
                assertThat(finding.pattern().confidence()).isBetween(0.8, 0.9);
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"So from now on I do eat fish, still no meat.", "From now on we're in the same team."})
        void what_is_so_from_now_on_asks_for_nothing(String sentence) {
            assertThat(stated(sentence)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Do I like green tea?",
                    "If I like it, I buy it.",
                    "She said I like green tea.",
                    "My sister likes green tea.",
                    "I would like a table for two.",
                    "I like it.",
                    "I like how you put it.",
                    "I used to like horror films.",
                    "He wrote \"I like green tea\" on the wall.",
                    "Never mind.",
                    "Call me at six.",
                    "Please call Oscar.",
                    "I always lose my keys."
                })
        void questions_conditions_quotations_and_other_peoples_tastes_are_none(String sentence) {
            assertThat(stated(sentence)).isEmpty();
        }

        @Test
        void the_latest_of_contrary_statements_holds_and_is_less_sure() {
            List<Finding> same = stated("I like green tea.", "I really like green tea!");
            List<Finding> changed = stated("I like green tea.", "I don't like green tea any more.");
            assertThat(same).singleElement().satisfies(finding -> {
                assertThat(finding.pattern().observations()).isEqualTo(2);
                assertThat(finding.pattern().evidence()).hasSize(2);
            });
            assertThat(changed).singleElement().satisfies(finding -> {
                assertThat(finding.pattern().description()).isEqualTo("Dislikes “green tea”");
                assertThat(finding.pattern().evidence()).hasSize(1);
                assertThat(finding.pattern().confidence())
                        .isLessThan(same.get(0).pattern().confidence());
                assertThat(finding.key()).isEqualTo(same.get(0).key());
            });
        }
    }
}
