package dev.kendall.cutover;

import dev.kendall.cutover.Counters.Work;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the users of both sides, each from the side that has the authority over them. */
final class UserListing {
    private final Node node;

    UserListing(Node node) {
        this.node = node;
    }

    /** By id, as one storage does. While users have the authority on different sides, a page may hold fewer than were asked for. */
    Page<User> list(PageRequest request) {
        CutoverPlan plan = node.plans().current();
        Set<Side> sides = plan.authorities();
        if (sides.size() == 1) {
            return read(sides.iterator().next(), request);
        }
        Page<User> old = read(Side.OLD, request);
        Page<User> replacement = read(Side.NEW, request);
        User end = end(old, replacement);
        List<User> items = new ArrayList<>();
        add(old, Side.OLD, plan, end, items);
        add(replacement, Side.NEW, plan, end, items);
        items.sort(Comparator.comparing(User::id));
        if (items.size() > request.limit()) {
            User last = items.get(request.limit() - 1);
            return new Page<>(
                    items.subList(0, request.limit()),
                    Cursor.of("users", last.id().value()));
        }
        return new Page<>(
                items, end == null ? null : Cursor.of("users", end.id().value()));
    }

    private Page<User> read(Side side, PageRequest request) {
        return node.sides().call(side, Work.READ, stores -> stores.users().list(request));
    }

    /** The last user up to whom both sides were read; null when both were read to their end. */
    private static @Nullable User end(Page<User> left, Page<User> right) {
        User leftEnd = end(left);
        User rightEnd = end(right);
        if (leftEnd == null || rightEnd == null) {
            return leftEnd == null ? rightEnd : leftEnd;
        }
        return leftEnd.id().compareTo(rightEnd.id()) <= 0 ? leftEnd : rightEnd;
    }

    private static @Nullable User end(Page<User> page) {
        return page.next() == null ? null : page.items().get(page.items().size() - 1);
    }

    private void add(Page<User> page, Side side, CutoverPlan plan, @Nullable User end, List<User> items) {
        for (User user : page.items()) {
            boolean read = end == null || user.id().compareTo(end.id()) <= 0;
            if (read && node.homes().of(user.id(), plan) == side) {
                items.add(user);
            }
        }
    }
}
