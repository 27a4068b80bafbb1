package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.StorageRefused;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.NewVector;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All calls in one transaction of one side. For one thread. */
final class TransactionAccess implements DualAccess {
    private final Node node;
    private final Transaction transaction;
    private final Side side;
    private final CutoverPlan plan;
    private final Set<UserId> users = new HashSet<>();
    private final Map<UserId, Set<Scope>> touched = new HashMap<>();
    private @Nullable OnOtherSide elsewhere;

    /** The first user that the work names is on the other side: it has to begin again there. Never leaves this package. */
    static final class OnOtherSide extends Redirection {
        private static final long serialVersionUID = 1;

        OnOtherSide() {
            super("the user's data is on the other side of the cutover; the work is run again there");
        }
    }

    TransactionAccess(Node node, Transaction transaction, Side side, CutoverPlan plan) {
        this.node = node;
        this.transaction = transaction;
        this.side = side;
        this.plan = plan;
    }

    /** What has to be entered in the journal before the transaction commits. */
    Map<UserId, Set<Scope>> touched() {
        return touched;
    }

    /** Something is told of the user, who exists from then on. With anything else that is copied the user comes along. */
    void told(UserId user) {
        check(user);
        if (!touched.containsKey(user)) {
            touch(user, Set.of(new Scope.Row(EntityRef.of(user))));
        }
    }

    private void touch(UserId user, Set<Scope> scopes) {
        Set<Scope> copied = Writes.copied(plan, scopes);
        if (!copied.isEmpty()) {
            touched.computeIfAbsent(user, key -> new HashSet<>()).addAll(copied);
        }
    }

    /** Ends work that went on although it was told to begin again. */
    void checkSide() {
        if (elsewhere != null) {
            throw elsewhere;
        }
    }

    /** Lets the work begin again on the other side. */
    OnOtherSide elsewhere() {
        OnOtherSide signal = new OnOtherSide();
        elsewhere = signal;
        return signal;
    }

    boolean isUntouched() {
        return users.isEmpty();
    }

    void check(UserId user) {
        checkSide();
        if (users.contains(user)) {
            return;
        }
        if (node.homes().of(user, plan) != side) {
            if (users.isEmpty()) {
                throw elsewhere();
            }
            throw new StorageRefused(
                    "the data of user " + user
                            + " is on another storage than that of the users before, as long as the cutover moves"
                            + " them; use a transaction for each",
                    null);
        }
        users.add(user);
    }

    @Override
    public <R> R read(UserId user, Part part, Function<Stores, R> call) {
        check(user);
        return call.apply(transaction);
    }

    @Override
    public <R> R read(UserId user, Capable<R> call) {
        check(user);
        return call.on(transaction, node.sides().can(side, ASKED));
    }

    /** Nothing is compared that a transaction reads: the other side is not in it. */
    @Override
    public void compare(List<AnsweredRead<?>> reads) {}

    @Override
    public <R> R write(Write<R> write) {
        check(write.user());
        R result = write.call().apply(transaction);
        touch(write.user(), write.touched().apply(result));
        return result;
    }

    @Override
    public <R> R vectors(UserId user, Function<Stores, R> call) {
        check(user);
        return call.apply(transaction);
    }

    @Override
    public int putVectors(UserId user, List<NewVector> vectors) {
        return vectors(user, stores -> stores.vectors().put(user, vectors));
    }

    @Override
    public List<Stores> spaces() {
        checkSide();
        return List.of(transaction);
    }

    @Override
    public Page<User> listUsers(PageRequest request) {
        checkSide();
        return transaction.users().list(request);
    }

    @Override
    public Optional<UserId> findUser(ExternalId id) {
        checkSide();
        return transaction.externalIds().findUser(id);
    }

    @Override
    public UUID newId() {
        return node.ids().next();
    }
}
