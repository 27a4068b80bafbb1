package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which stage counts for whom. For a user: the one given by name, else the ramp's, else everyone's. For a part of the user's data: the part's,
 * as long as it has the same authority as the user's, else the user's. So a user has one authority in all parts, because rules go over parts: a
 * user's profile says how phone numbers are read, an external id is unique over all kinds, a turn is one transaction.
 *
 * @param everyone the stage of everyone else
 * @param parts stages of single parts: chat that is not compared, contacts that are not copied yet
 * @param users stages of single users, at most {@value #MAX_USERS}
 * @param ramp some of the users, or null
 */
public record Stages(
        Stage everyone,
        Map<Part, Stage> parts,
        Map<UserId, Stage> users,
        @Nullable Ramp ramp) {
    /** The most users that can be named. */
    public static final int MAX_USERS = 1_000;

    /** Checks the fields and copies the maps. */
    public Stages {
        Objects.requireNonNull(everyone, "everyone");
        Checks.range("number of users with a stage of their own", users.size(), 0, MAX_USERS);
        EnumMap<Part, Stage> ofParts = new EnumMap<>(Part.class);
        ofParts.putAll(parts);
        parts = Collections.unmodifiableMap(ofParts);
        users = Collections.unmodifiableMap(new TreeMap<>(users));
    }

    /** Everyone in this stage. */
    public static Stages all(Stage stage) {
        return new Stages(stage, Map.of(), Map.of(), null);
    }

    /** These stages, with another one for everyone who is not named; without a ramp. */
    public Stages everyone(Stage stage) {
        return new Stages(stage, parts, users, null);
    }

    /** These stages, with this ramp or none. */
    public Stages ramp(@Nullable Ramp ramp) {
        return new Stages(everyone, parts, users, ramp);
    }

    /** These stages, with this one for a part; null: the part follows its users again. */
    public Stages part(Part part, @Nullable Stage stage) {
        Map<Part, Stage> changed = new EnumMap<>(Part.class);
        changed.putAll(parts);
        changed.remove(part);
        if (stage != null) {
            changed.put(part, stage);
        }
        return new Stages(everyone, changed, users, ramp);
    }

    /** These stages, with this one for a user; null: as everyone's again. */
    public Stages user(UserId user, @Nullable Stage stage) {
        Map<UserId, Stage> changed = new TreeMap<>(users);
        changed.remove(user);
        if (stage != null) {
            changed.put(user, stage);
        }
        return new Stages(everyone, parts, changed, ramp);
    }

    Stage of(UserId user, String salt) {
        Stage own = users.get(user);
        if (own != null) {
            return own;
        }
        return ramp != null && ramp.takes(user, salt) ? ramp.target() : everyone;
    }

    Stage of(UserId user, Part part, String salt) {
        return of(part, of(user, salt));
    }

    private Stage of(Part part, Stage stage) {
        Stage own = parts.get(part);
        return own != null && own.authority() == stage.authority() ? own : stage;
    }

    /** The stages of which every user has one. */
    Stream<Stage> used() {
        Stream<Stage> common = ramp == null ? Stream.of(everyone) : Stream.of(everyone, ramp.target());
        return Stream.concat(common, users.values().stream()).distinct();
    }

    /** Whether somebody's part may be copied from now on that was not copied by {@code before}. */
    boolean copiesMoreThan(Stages before) {
        for (Part part : Part.values()) {
            boolean everyone = of(part, this.everyone).copies();
            boolean everyoneBefore = before.of(part, before.everyone).copies();
            boolean ramped = ramp != null && of(part, ramp.target()).copies();
            boolean rampedBefore =
                    before.ramp != null && before.of(part, before.ramp.target()).copies();
            boolean wider = ramp != null && (before.ramp == null || before.ramp.share() < ramp.share());
            if (everyone && !(everyoneBefore && (before.ramp == null || rampedBefore))
                    || ramped && !everyoneBefore && (!rampedBefore || wider)
                    || ramped && before.ramp != null && !rampedBefore
                    || namedCopiesMoreThan(before, part)) {
                return true;
            }
        }
        return false;
    }

    private boolean namedCopiesMoreThan(Stages before, Part part) {
        boolean more = users.entrySet().stream()
                .anyMatch(named -> of(part, named.getValue()).copies() && !before.copiesNamed(named.getKey(), part));
        boolean released = before.users.entrySet().stream()
                .anyMatch(named -> !users.containsKey(named.getKey())
                        && !before.of(part, named.getValue()).copies()
                        && used().anyMatch(stage -> of(part, stage).copies()));
        return more || released;
    }

    private boolean copiesNamed(UserId user, Part part) {
        Stage own = users.get(user);
        if (own != null) {
            return of(part, own).copies();
        }
        return of(part, everyone).copies()
                && (ramp == null || of(part, ramp.target()).copies());
    }
}
