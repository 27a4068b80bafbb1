package dev.kendall.storage.inmemory;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStore;
import dev.kendall.pattern.PatternTransitions;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryPatternStore implements PatternStore {
    private static final String LISTING = "patterns";
    private static final Comparator<Sureness> SUREST_FIRST =
            Comparator.comparingDouble(Sureness::confidence).reversed().thenComparing(Sureness::id);

    /** The sort key. */
    private record Sureness(double confidence, PatternId id) {
        static Sureness of(Pattern pattern) {
            return new Sureness(pattern.confidence(), pattern.id());
        }

        static Sureness of(List<String> key) {
            return new Sureness(Double.parseDouble(key.get(0)), new PatternId(Keyset.id(key)));
        }
    }

    private final Access access;

    InMemoryPatternStore(Access access) {
        this.access = access;
    }

    @Override
    public Pattern add(UserId user, NewPattern pattern) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            PatternId id = pattern.id() != null ? pattern.id() : new PatternId(access.newId());
            Pattern stored = state.patterns().get(id);
            if (stored != null) {
                return PatternTransitions.sameAs(stored, pattern);
            }
            Instant now = access.now();
            Pattern added = PatternTransitions.added(user, id, pattern, now);
            draft.put(user, state.ensureUser(user, now).withPattern(added));
            return added;
        });
    }

    @Override
    public Pattern update(Pattern pattern) {
        return access.write(draft -> {
            UserState state = draft.user(pattern.user());
            Pattern updated = PatternTransitions.updated(state.patterns().get(pattern.id()), pattern, access.now());
            draft.put(pattern.user(), state.withPattern(updated));
            return updated;
        });
    }

    @Override
    public Optional<Pattern> find(UserId user, PatternId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).patterns().get(id)));
    }

    @Override
    public Page<Pattern> list(UserId user, PatternFilter filter, PageRequest request) {
        Sureness after = Keyset.after(request, LISTING, 2, Sureness::of);
        return access.read(draft -> Keyset.page(
                draft.user(user).patterns().values().stream()
                        .filter(pattern -> after == null || SUREST_FIRST.compare(Sureness.of(pattern), after) > 0)
                        .sorted(Comparator.comparing(Sureness::of, SUREST_FIRST))::iterator,
                filter::matches,
                request,
                pattern -> Cursor.of(
                        LISTING,
                        Double.toString(pattern.confidence()),
                        pattern.id().toString())));
    }
}
