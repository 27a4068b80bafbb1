package dev.kendall.examples.migrate;

import dev.kendall.cutover.CutoverStore;
import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import dev.kendall.verification.Difference;
import dev.kendall.verification.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A second look at rows that differed, while a cutover's application writes: between the reading of one side and that of the other a row changes, and the
 * side that follows comes later.
 *
 * <p>A row that is the same once is settled. One differs when it is seen so twice with nothing owed of its user, before and after. One whose user is owed
 * something is looked at again and again, for as long as a debt may be old at the gates.
 */
final class SecondLook {
    private static final int TIMES = 2;

    private final Verification verification;
    private final CutoverStore cutover;
    private final Pace pace;

    /**
     * How long it looks.
     *
     * @param pause between two looks
     * @param patience for how long
     */
    record Pace(Duration pause, Duration patience) {
        /** Every two seconds for a minute. */
        static final Pace USUAL = new Pace(Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    /**
     * What differs still.
     *
     * @param rows how many were looked at
     * @param owed of how many of those that differ something is owed to their users, so that they may become equal
     */
    record Seen(int rows, List<Difference> differing, long owed) {
        /** In one sentence. */
        String sentence() {
            String seen = "A second look at the rows that differ, as they are now: ";
            if (differing.isEmpty()) {
                return seen + "all " + rows + " are equal.";
            }
            return owed == 0
                    ? seen + differing.size() + " differ."
                    : seen + differing.size() + " differ, " + owed
                            + " of them of users to whom something is owed; verify again when less is owed.";
        }
    }

    SecondLook(Verification verification, CutoverStore cutover, Pace pace) {
        this.verification = verification;
        this.cutover = cutover;
        this.pace = pace;
    }

    Seen at(Collection<EntityRef> rows) {
        long begin = System.nanoTime();
        Set<EntityRef> left = new LinkedHashSet<>(rows);
        Map<EntityRef, Integer> times = new HashMap<>();
        List<Difference> differing = new ArrayList<>();
        while (true) {
            Set<UserId> busy = owed(left);
            List<Difference> now = verification.lookAgain(left);
            busy.addAll(owed(left));
            left.clear();
            List<Difference> open = new ArrayList<>();
            for (Difference difference : now) {
                EntityRef row = difference.row();
                boolean settled = !busy.contains(row.user());
                if (settled && times.merge(row, 1, Integer::sum) >= TIMES) {
                    differing.add(difference);
                } else {
                    open.add(difference);
                    left.add(row);
                }
            }
            boolean late = System.nanoTime() - begin > pace.patience().toNanos();
            if (open.isEmpty() || late || Thread.currentThread().isInterrupted()) {
                differing.addAll(open);
                long owed = open.stream()
                        .filter(difference -> busy.contains(difference.row().user()))
                        .count();
                return new Seen(rows.size(), List.copyOf(differing), owed);
            }
            LockSupport.parkNanos(pace.pause().toNanos());
        }
    }

    /** The users of whom something is owed or being written. */
    private Set<UserId> owed(Collection<EntityRef> rows) {
        return rows.stream()
                .map(EntityRef::user)
                .distinct()
                .filter(user -> !cutover.debts().list(user).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
