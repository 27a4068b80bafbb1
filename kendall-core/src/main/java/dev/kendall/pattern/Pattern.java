package dev.kendall.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a user usually does, as stored. The fields are those of {@link NewPattern}, and:
 *
 * @param status whether it still counts
 * @param created when it was first stored
 * @param updated when it last changed
 * @param version 1 at first, one more with every change
 */
public record Pattern(
        UserId user,
        PatternId id,
        PatternType type,
        String description,
        @Nullable Schedule schedule,
        @Nullable ContactId contact,
        double confidence,
        int observations,
        @Nullable Instant firstObserved,
        @Nullable Instant lastObserved,
        List<MessageId> evidence,
        PatternStatus status,
        Attributes attributes,
        Instant created,
        Instant updated,
        long version) {
    /** Checks the fields. */
    public Pattern {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(id, "id");
        NewPattern checked = new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
        firstObserved = checked.firstObserved();
        lastObserved = checked.lastObserved();
        evidence = checked.evidence();
        Objects.requireNonNull(status, "status");
        created = Checks.time("created", created);
        updated = Checks.time("updated", updated);
        Checks.version(version);
    }

    /** This pattern in another status, to be passed to {@link PatternStore#update}. */
    public Pattern withStatus(PatternStatus status) {
        return new Pattern(
                user,
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                status,
                attributes,
                created,
                updated,
                version);
    }

    /**
     * This pattern as newly judged, in its present status, to be passed to {@link PatternStore#update}. The id and type of
     * {@code judged} are not taken over.
     */
    public Pattern withObservations(NewPattern judged) {
        return new Pattern(
                user,
                id,
                type,
                judged.description(),
                judged.schedule(),
                judged.contact(),
                judged.confidence(),
                judged.observations(),
                judged.firstObserved(),
                judged.lastObserved(),
                judged.evidence(),
                status,
                judged.attributes(),
                created,
                updated,
                version);
    }

    /** Nothing of what the user does: it has no place in a log. */
    @Override
    public String toString() {
        return "Pattern[" + user + "/" + id + ", " + type + ", " + status + ", version " + version + "]";
    }
}
