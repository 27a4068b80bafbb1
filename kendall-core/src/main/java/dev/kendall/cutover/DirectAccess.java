package dev.kendall.cutover;

import dev.kendall.cutover.Counters.Work;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.NewVector;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Stores;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each call on its own. */
final class DirectAccess implements DualAccess {
    private static final Logger LOG = LoggerFactory.getLogger(DirectAccess.class);

    private final Node node;
    private final Writes writes;
    private final UserListing listing;

    DirectAccess(Node node, Writes writes) {
        this.node = node;
        this.writes = writes;
        this.listing = new UserListing(node);
    }

    @Override
    public <R> R read(UserId user, Part part, Function<Stores, R> call) {
        CutoverPlan plan = node.plans().current();
        Side side = node.homes().of(user, plan);
        R answer = node.sides().call(side, Work.READ, call);
        offer(new AnsweredRead<>(user, part, call, answer), side, plan);
        return answer;
    }

    private <R> void offer(AnsweredRead<R> read, Side side, CutoverPlan plan) {
        if (!plan.killed() && plan.stage(read.user(), read.part()).compares()) {
            node.shadows().offer(new ShadowRead<>(read.user(), side, read.call(), read.answer()));
        }
    }

    /** A user who was moved since they were read is looked at again on both sides, as wherever something differs. */
    @Override
    public void compare(List<AnsweredRead<?>> reads) {
        CutoverPlan plan = node.plans().current();
        for (AnsweredRead<?> read : reads) {
            if (plan.stage(read.user(), read.part()).compares()) {
                offer(read, node.homes().of(read.user(), plan), plan);
            }
        }
    }

    @Override
    public <R> R read(UserId user, Capable<R> call) {
        Side side = node.homes().of(user, node.plans().current());
        boolean semantic = node.sides().can(side, ASKED);
        return node.sides().call(side, Work.READ, stores -> call.on(stores, semantic));
    }

    @Override
    public <R> R write(Write<R> write) {
        return writes.run(write);
    }

    @Override
    public <R> R vectors(UserId user, Function<Stores, R> call) {
        CutoverPlan plan = node.plans().current();
        return node.sides().call(vectorSide(user, node.homes().of(user, plan), plan), Work.WRITE, call);
    }

    private Side vectorSide(UserId user, Side home, CutoverPlan plan) {
        boolean elsewhere = !node.sides().can(home, ASKED)
                && node.sides().can(home.other(), ASKED)
                && plan.touchesOther(user, Part.CHAT, home);
        return elsewhere ? home.other() : home;
    }

    @Override
    public int putVectors(UserId user, List<NewVector> vectors) {
        CutoverPlan plan = node.plans().current();
        Side home = node.homes().of(user, plan);
        Side side = vectorSide(user, home, plan);
        try {
            return node.sides()
                    .call(side, Work.WRITE, stores -> stores.vectors().put(user, vectors));
        } catch (StorageUnavailable e) {
            if (side == home) {
                throw e;
            }
            LOG.warn("vectors of user {} are made again later: {}", user, e.getMessage());
            return 0;
        }
    }

    @Override
    public List<Stores> spaces() {
        CutoverPlan plan = node.plans().current();
        Side first = plan.stages().everyone().authority();
        List<Stores> capable = new ArrayList<>();
        for (Side side : List.of(first, first.other())) {
            if (plan.isInUse(side) && node.sides().can(side, Capability.SEMANTIC_SEARCH)) {
                capable.add(node.sides().at(side));
            }
        }
        return capable.isEmpty() ? List.of(node.sides().at(first)) : capable;
    }

    @Override
    public Page<User> listUsers(PageRequest request) {
        return listing.list(request);
    }

    /** Whom the side names that has the authority over them. */
    @Override
    public Optional<UserId> findUser(ExternalId id) {
        CutoverPlan plan = node.plans().current();
        Side first = plan.stages().everyone().authority();
        for (Side side : List.of(first, first.other())) {
            if (plan.authorities().contains(side)
                    && (side == first || node.sides().can(side, Capability.EXTERNAL_IDS))) {
                Optional<UserId> user = node.sides()
                        .call(side, Work.READ, stores -> stores.externalIds().findUser(id));
                if (user.isPresent() && node.homes().of(user.get(), plan) == side) {
                    return user;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public UUID newId() {
        return node.ids().next();
    }
}
