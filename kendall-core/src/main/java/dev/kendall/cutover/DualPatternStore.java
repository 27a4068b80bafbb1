package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStore;
import dev.kendall.user.UserId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

final class DualPatternStore implements PatternStore {
    private final DualAccess access;

    DualPatternStore(DualAccess access) {
        this.access = access;
    }

    @Override
    public Pattern add(UserId user, NewPattern pattern) {
        NewPattern named = pattern.id() == null ? pattern.withId(new PatternId(access.newId())) : pattern;
        PatternId id = Objects.requireNonNull(named.id());
        return access.write(
                Write.of(user, scope(user, id), stores -> stores.patterns().add(user, named)));
    }

    @Override
    public Pattern update(Pattern pattern) {
        UserId user = pattern.user();
        return access.write(Write.of(
                user, scope(user, pattern.id()), stores -> stores.patterns().update(pattern)));
    }

    @Override
    public Optional<Pattern> find(UserId user, PatternId id) {
        return access.read(user, Part.PATTERNS, stores -> stores.patterns().find(user, id));
    }

    @Override
    public Page<Pattern> list(UserId user, PatternFilter filter, PageRequest request) {
        return access.read(user, Part.PATTERNS, stores -> stores.patterns().list(user, filter, request));
    }

    private static Set<Scope> scope(UserId user, PatternId id) {
        return Set.of(new Scope.Row(EntityRef.of(user, id)));
    }
}
