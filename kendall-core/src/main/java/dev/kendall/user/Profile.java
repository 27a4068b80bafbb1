package dev.kendall.user;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user told about themselves, and how they want their assistant to be.
 *
 * @param fullName at most 200 characters
 * @param nickname how the user wants to be called; at most 200 characters
 * @param email at most 320 characters, kept as written
 * @param phone at most 64 characters, kept as written
 * @param zone the time zone that patterns and dates are judged in; UTC unless set
 * @param region the ISO 3166 country ("GB") in which phone numbers without a country code are read; null: they are refused
 * @param assistantName what the user calls the assistant; at most 200 characters
 * @param traits the character the user chose for the assistant; at most 50 of at most 200 characters
 * @param useCase what the user wants the assistant for; at most 2,000 characters
 * @param boundaries what the assistant must not do; at most 50 of at most 2,000 characters
 * @param instructions rules and background in the user's own words; at most 100,000 characters
 * @param attributes the host's own fields
 */
public record Profile(
        @Nullable String fullName,
        @Nullable String nickname,
        @Nullable String email,
        @Nullable String phone,
        ZoneId zone,
        @Nullable String region,
        @Nullable String assistantName,
        List<String> traits,
        @Nullable String useCase,
        List<String> boundaries,
        @Nullable String instructions,
        Attributes attributes) {
    private static final Profile EMPTY = builder().build();
    private static final Set<String> REGIONS = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    /** Checks the fields and copies the lists. */
    public Profile {
        Checks.filledOrNull("full name", fullName, 200);
        Checks.filledOrNull("nickname", nickname, 200);
        Checks.filledOrNull("e-mail", email, 320);
        Checks.filledOrNull("phone", phone, 64);
        Objects.requireNonNull(zone, "zone");
        region = region == null ? null : checkedRegion(region);
        Checks.filledOrNull("assistant name", assistantName, 200);
        traits = List.copyOf(traits);
        Checks.range("number of traits", traits.size(), 0, 50);
        traits.forEach(trait -> Checks.filled("trait", trait, 200));
        Checks.filledOrNull("use case", useCase, 2_000);
        boundaries = List.copyOf(boundaries);
        Checks.range("number of boundaries", boundaries.size(), 0, 50);
        boundaries.forEach(boundary -> Checks.filled("boundary", boundary, 2_000));
        Checks.filledOrNull("instructions", instructions, 100_000);
        Objects.requireNonNull(attributes, "attributes");
    }

    private static String checkedRegion(String region) {
        String upper = region.toUpperCase(Locale.ROOT);
        if (!REGIONS.contains(upper)) {
            throw new IllegalArgumentException("region '" + Checks.text("region", region, 64)
                    + "' is no ISO 3166 country code; write for example GB or US");
        }
        return upper;
    }

    /** A profile with nothing in it, in UTC. */
    public static Profile empty() {
        return EMPTY;
    }

    /** A profile to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this profile. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fullName = fullName;
        builder.nickname = nickname;
        builder.email = email;
        builder.phone = phone;
        builder.zone = zone;
        builder.region = region;
        builder.assistantName = assistantName;
        builder.traits = traits;
        builder.useCase = useCase;
        builder.boundaries = boundaries;
        builder.instructions = instructions;
        builder.attributes = attributes;
        return builder;
    }

    /** What to call the user: the nickname, else the full name, else null. */
    public @Nullable String callName() {
        return nickname != null ? nickname : fullName;
    }

    /** The zone only: a profile has no place in a log. */
    @Override
    public String toString() {
        return "Profile[" + zone + "]";
    }

    /** Fills in a profile. Not thread-safe. */
    public static final class Builder {
        private @Nullable String fullName;
        private @Nullable String nickname;
        private @Nullable String email;
        private @Nullable String phone;
        private ZoneId zone = ZoneId.of("UTC");
        private @Nullable String region;
        private @Nullable String assistantName;
        private List<String> traits = List.of();
        private @Nullable String useCase;
        private List<String> boundaries = List.of();
        private @Nullable String instructions;
        private Attributes attributes = Attributes.none();

        private Builder() {}

        /** {@link Profile#fullName}. */
        public Builder fullName(@Nullable String fullName) {
            this.fullName = fullName;
            return this;
        }

        /** {@link Profile#nickname}. */
        public Builder nickname(@Nullable String nickname) {
            this.nickname = nickname;
            return this;
        }

        /** {@link Profile#email}. */
        public Builder email(@Nullable String email) {
            this.email = email;
            return this;
        }

        /** {@link Profile#phone}. */
        public Builder phone(@Nullable String phone) {
            this.phone = phone;
            return this;
        }

        /** {@link Profile#zone}. */
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /** {@link Profile#region}. */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /** {@link Profile#assistantName}. */
        public Builder assistantName(@Nullable String assistantName) {
            this.assistantName = assistantName;
            return this;
        }

        /** {@link Profile#traits}. */
        public Builder traits(List<String> traits) {
            this.traits = traits;
            return this;
        }

        /** {@link Profile#useCase}. */
        public Builder useCase(@Nullable String useCase) {
            this.useCase = useCase;
            return this;
        }

        /** {@link Profile#boundaries}. */
        public Builder boundaries(List<String> boundaries) {
            this.boundaries = boundaries;
            return this;
        }

        /** {@link Profile#instructions}. */
        public Builder instructions(@Nullable String instructions) {
            this.instructions = instructions;
            return this;
        }

        /** {@link Profile#attributes}. */
        public Builder attributes(Attributes attributes) {
            this.attributes = attributes;
            return this;
        }

        /** The profile, checked. */
        public Profile build() {
            return new Profile(
                    fullName,
                    nickname,
                    email,
                    phone,
                    zone,
                    region,
                    assistantName,
                    traits,
                    useCase,
                    boundaries,
                    instructions,
                    attributes);
        }
    }
}
