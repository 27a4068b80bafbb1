package dev.kendall.learning.pattern;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternStore;
import dev.kendall.user.UserId;
import java.util.Objects;

/** One change to what is known of a user. A plain value: nothing happens before it is applied. */
public sealed interface PatternChange {
    /** Why a stored pattern changes. */
    enum Reason {
        /** It was found again, with other observations. */
        OBSERVED,
        /** It stopped, or nothing shows it any longer. */
        RETIRED,
        /** It had stopped and is kept again. */
        RESUMED,
        /** The user had dismissed it, and it was seen as often again since. */
        SEEN_ANEW
    }

    /** Whose it is. */
    UserId user();

    /**
     * Does it, in the caller's transaction where the store is of one.
     *
     * @return the pattern as stored
     * @throws Conflict when somebody else changed the pattern since it was read: read again and reconcile again
     * @throws NotFound when the pattern is no longer there
     */
    Pattern applyTo(PatternStore store);

    /**
     * A pattern that was not known.
     *
     * @param status ACTIVE, or RETIRED when it had stopped before it was first found
     */
    record Add(UserId user, NewPattern pattern, PatternStatus status) implements PatternChange {
        /** Checks the fields. */
        public Add {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public Pattern applyTo(PatternStore store) {
            Pattern stored = store.add(user, pattern);
            return stored.status() == status ? stored : store.update(stored.withStatus(status));
        }
    }

    /**
     * A known pattern as it is now.
     *
     * @param pattern in the version that was read
     */
    record Update(Pattern pattern, Reason reason) implements PatternChange {
        /** Checks the fields. */
        public Update {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public UserId user() {
            return pattern.user();
        }

        @Override
        public Pattern applyTo(PatternStore store) {
            return store.update(pattern);
        }
    }
}
