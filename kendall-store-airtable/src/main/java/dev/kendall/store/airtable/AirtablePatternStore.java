package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStore;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class AirtablePatternStore implements PatternStore {
    private final Access access;

    AirtablePatternStore(Access access) {
        this.access = access;
    }

    private static UserWork with(UserWork work, @Nullable PatternId id) {
        return work.withOwner().withIds(EntityKind.PATTERN, id == null ? List.of() : List.of(id.toString()));
    }

    @Override
    public Pattern add(UserId user, NewPattern pattern) {
        return access.write(user, work -> {
            Pattern added = with(work, pattern.id()).stores().patterns().add(user, pattern);
            work.store(EntityKind.USER, EntityKind.PATTERN);
            return added;
        });
    }

    @Override
    public Pattern update(Pattern pattern) {
        return access.write(pattern.user(), work -> {
            Pattern updated = with(work, pattern.id()).stores().patterns().update(pattern);
            work.store(EntityKind.PATTERN);
            return updated;
        });
    }

    @Override
    public Optional<Pattern> find(UserId user, PatternId id) {
        return access.read(user, work -> with(work, id).stores().patterns().find(user, id));
    }

    @Override
    public Page<Pattern> list(UserId user, PatternFilter filter, PageRequest request) {
        return access.read(
                user,
                work -> work.withOwner()
                        .withAll(EntityKind.PATTERN)
                        .stores()
                        .patterns()
                        .list(user, filter, request));
    }
}
