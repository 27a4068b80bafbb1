package dev.kendall.examples.chat;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.user.Profile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a profile that a conversation can change. */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
enum ProfileField {
    NAME(Profile::fullName, Profile.Builder::fullName),
    NICKNAME(Profile::nickname, Profile.Builder::nickname),
    EMAIL(Profile::email, Profile.Builder::email),
    PHONE(Profile::phone, Profile.Builder::phone),
    ZONE(profile -> profile.zone().getId(), (builder, value) -> builder.zone(zone(value))),
    REGION(Profile::region, Profile.Builder::region),
    ASSISTANT(Profile::assistantName, Profile.Builder::assistantName),
    PURPOSE(Profile::useCase, Profile.Builder::useCase),
    INSTRUCTIONS(Profile::instructions, Profile.Builder::instructions);

    private final Function<Profile, @Nullable String> getter;
    private final BiConsumer<Profile.Builder, @Nullable String> setter;

    ProfileField(Function<Profile, @Nullable String> getter, BiConsumer<Profile.Builder, @Nullable String> setter) {
        this.getter = getter;
        this.setter = setter;
    }

    static ProfileField of(String name) {
        return Arrays.stream(values())
                .filter(field -> field.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED, "A profile has no field " + name + "; there are " + names() + "."));
    }

    static String names() {
        return Arrays.stream(values()).map(ProfileField::toString).collect(Collectors.joining(", "));
    }

    /** The value, or null when it is not known. */
    @Nullable
    String get(Profile profile) {
        return getter.apply(profile);
    }

    /** The profile with the field set; a blank value takes it out. */
    Profile set(Profile profile, String value) {
        Profile.Builder builder = profile.toBuilder();
        setter.accept(builder, value.isEmpty() ? null : value);
        return builder.build();
    }

    private static ZoneId zone(@Nullable String value) {
        try {
            return value == null ? ZoneOffset.UTC : ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new CommandFailed(
                    ExitCode.FAILED, "There is no time zone " + value + "; write for example Europe/London.", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
