package dev.kendall.cutover;

import dev.kendall.entity.EntityKind;
import dev.kendall.internal.CodePoints;
import java.util.Comparator;

/** The order in which scopes of a user are copied: what others need comes first. */
final class ScopeOrder {
    /** Users, threads, messages, contacts, patterns, memories, external ids; whole kinds before single rows. */
    static final Comparator<Scope> COPYING = Comparator.comparingInt(ScopeOrder::rank)
            .thenComparing(scope -> scope instanceof Scope.Kind ? 0 : 1)
            .thenComparing(Scope::key, CodePoints::compare);

    private ScopeOrder() {}

    private static int rank(Scope scope) {
        if (scope instanceof Scope.Row row) {
            return row.ref().kind().ordinal();
        } else if (scope instanceof Scope.Kind all) {
            return all.kind().ordinal();
        } else if (scope instanceof Scope.MessagesIn) {
            return EntityKind.MESSAGE.ordinal();
        }
        return EntityKind.values().length;
    }
}
