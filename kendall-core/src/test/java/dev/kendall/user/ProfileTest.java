package dev.kendall.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.attributes.Attributes;
import dev.kendall.fixture.Samples;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    /** A text field of the profile: what it is called in messages, its limit, and how it is set. */
    private interface Setter {
        Profile.Builder set(Profile.Builder builder, String value);
    }

    private static Arguments field(String name, int limit, Setter setter) {
        return Arguments.of(name, limit, (Consumer<String>)
                value -> setter.set(Profile.builder(), value).build());
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                field("full name", 200, Profile.Builder::fullName),
                field("nickname", 200, Profile.Builder::nickname),
                field("e-mail", 320, Profile.Builder::email),
                field("phone", 64, Profile.Builder::phone),
                field("assistant name", 200, Profile.Builder::assistantName),
                field("trait", 200, (builder, value) -> builder.traits(List.of("kind", value))),
                field("use case", 2_000, Profile.Builder::useCase),
                field("boundary", 2_000, (builder, value) -> builder.boundaries(List.of("no jokes", value))),
                field("instructions", 100_000, Profile.Builder::instructions));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void texts_are_filled_valid_and_no_longer_than_their_limit(String name, int limit, Consumer<String> build) {
        build.accept("x".repeat(limit));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build.accept("x".repeat(limit + 1)))
                .withMessage(name + " has " + (limit + 1) + " characters; at most " + limit + " are allowed");
        assertThatIllegalArgumentException().isThrownBy(() -> build.accept("")).withMessage(name + " is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build.accept("wine\0"))
                .withMessage(name + " holds a NUL character at index 4; remove it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build.accept("\uD83D"))
                .withMessageStartingWith(name + " holds an unpaired surrogate at index 0");
    }

    @Test
    void lists_hold_at_most_50() {
        Profile.builder().traits(Collections.nCopies(50, "kind")).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profile.builder()
                        .traits(Collections.nCopies(51, "kind"))
                        .build())
                .withMessage("number of traits is 51; it must be from 0 to 50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profile.builder()
                        .boundaries(Collections.nCopies(51, "no"))
                        .build())
                .withMessage("number of boundaries is 51; it must be from 0 to 50");
    }

    @ParameterizedTest
    @CsvSource({"GB, GB", "gb, GB", "Us, US"})
    void a_region_is_a_country_code_in_any_case(String given, String kept) {
        assertThat(Profile.builder().region(given).build().region()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "UK", "GBR", "44", "London", " GB"})
    void any_other_region_is_refused(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profile.builder().region(region).build())
                .withMessageEndingWith("is no ISO 3166 country code; write for example GB or US");
    }

    @Test
    void zone_lists_and_attributes_are_needed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Profile.builder().zone(null).build());
        assertThatNullPointerException()
                .isThrownBy(() -> Profile.builder().attributes(null).build());
        assertThatNullPointerException()
                .isThrownBy(() -> Profile.builder().traits(null).build());
    }

    @Test
    void an_empty_profile_is_in_utc_and_knows_nothing() {
        assertThat(Profile.empty())
                .isEqualTo(new Profile(
                        null,
                        null,
                        null,
                        null,
                        ZoneId.of("UTC"),
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        Attributes.none()));
    }

    @Test
    void lists_are_copied() {
        List<String> traits = new ArrayList<>(List.of("kind"));
        Profile profile = Profile.builder().traits(traits).build();
        traits.add("loud");
        assertThat(profile.traits()).containsExactly("kind").isUnmodifiable();
    }

    @Test
    void a_builder_that_starts_from_a_profile_keeps_all_of_it() {
        long seed = new Random().nextLong();
        Samples samples = new Samples(seed);
        for (int i = 0; i < 50; i++) {
            Profile profile = samples.profile();
            assertThat(profile.toBuilder().build()).as("seed %d", seed).isEqualTo(profile);
        }
    }

    @Test
    void the_user_is_called_by_nickname_then_by_full_name() {
        Profile.Builder profile = Profile.builder();
        assertThat(profile.build().callName()).isNull();
        assertThat(profile.fullName("Ann Moore").build().callName()).isEqualTo("Ann Moore");
        assertThat(profile.nickname("Annie").build().callName()).isEqualTo("Annie");
    }

    @Test
    void a_user_keeps_microseconds_and_has_a_version() {
        Instant time = Instant.parse("2026-03-01T10:00:00.123456789Z");
        User user = new User(UserId.of("u"), Profile.empty(), time, time, 1);
        assertThat(user.created()).isEqualTo("2026-03-01T10:00:00.123456Z");
        assertThat(user.updated()).isEqualTo("2026-03-01T10:00:00.123456Z");
        assertThat(user.withProfile(Profile.builder().nickname("Ann").build()))
                .isEqualTo(new User(
                        UserId.of("u"), Profile.builder().nickname("Ann").build(), time, time, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new User(UserId.of("u"), Profile.empty(), time, time, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\0", "\uD83D"})
    void a_user_id_is_a_filled_text(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> UserId.of(id)).withMessageStartingWith("user id ");
    }

    @Test
    void a_user_id_has_at_most_128_characters_and_is_kept_exactly() {
        assertThat(UserId.of("x".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> UserId.of("x".repeat(129)));
        assertThat(UserId.of(" a")).isNotEqualTo(UserId.of("a")).hasToString(" a");
        assertThat(UserId.of("\uFFFD")).isLessThan(UserId.of("\uD83D\uDE00"));
    }

    @Test
    void nothing_of_the_person_shows_in_a_log() {
        Profile profile = Profile.builder()
                .fullName("Ann Moore")
                .nickname("Annie")
                .email("ann@example.org")
                .phone("+442079460018")
                .zone(ZoneId.of("Europe/London"))
                .instructions("I live in Leeds")
                .build();
        assertThat(profile).hasToString("Profile[Europe/London]");
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(new User(UserId.of("u"), profile, time, time, 1).toString())
                .doesNotContain("Ann", "ann@", "+44", "Leeds");
    }
}
