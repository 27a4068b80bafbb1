package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Stage;
import dev.kendall.entity.EntityRef;
import dev.kendall.examples.migrate.SecondLook.Pace;
import dev.kendall.examples.migrate.SecondLook.Seen;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.kendall.verification.RowSource;
import dev.kendall.verification.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecondLookTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId THREAD = ThreadId.of("t");
    private static final Pace QUICK = new Pace(Duration.ofMillis(1), Duration.ofMinutes(1));
    private static final Pace SHORT = new Pace(Duration.ofMillis(1), Duration.ofMillis(50));

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage authority =
            InMemoryStorage.builder().clock(clock).build();
    private final InMemoryStorage follower =
            InMemoryStorage.builder().clock(clock).build();
    private final InMemoryCutoverStore cutover =
            InMemoryCutoverStore.of(CutoverPlan.first(Stage.DUAL_WRITE, "salt"), clock);
    private final Message message = authority
            .chat()
            .append(ANNA, THREAD, List.of(NewMessage.user("Hello")))
            .get(0);
    private final List<EntityRef> rows =
            List.of(EntityRef.of(ANNA), EntityRef.of(ANNA, THREAD), EntityRef.of(ANNA, message.id()));

    private Seen look(RowSource right, Pace pace) {
        Verification verification =
                Verification.of(RowSource.of(authority), right).build();
        return new SecondLook(verification, cutover, pace).at(rows);
    }

    private void owe() {
        cutover.debts().owe(ANNA, Set.of(new Scope.Row(rows.get(2))), Care.CAREFUL);
    }

    private void copy() {
        follower.rows()
                .put(
                        ANNA,
                        List.of(
                                new OfUser(authority.users().get(ANNA)),
                                new OfThread(authority.threads().get(ANNA, THREAD)),
                                new OfMessage(message)));
    }

    @Test
    void whatTheFollowerGetsLaterIsNoDifference() {
        owe();
        int[] looks = {0};
        RowSource late = LateRows.of(follower, () -> {
            if (++looks[0] == 3) {
                copy();
            }
        });
        Seen seen = look(late, QUICK);
        assertThat(looks[0]).isEqualTo(3);
        assertThat(seen.differing()).isEmpty();
        assertThat(seen.sentence())
                .isEqualTo("A second look at the rows that differ, as they are now: all 3 are equal.");
    }

    @Test
    void whatDiffersWhileNothingIsOwedCountsAtTheSecondTime() {
        copy();
        follower.chat().delete(ANNA, message.id());
        int[] looks = {0};
        Seen seen = look(LateRows.of(follower, () -> looks[0]++), QUICK);
        assertThat(looks[0]).isEqualTo(2);
        assertThat(seen.differing()).singleElement().hasToString("message " + message.id() + " of user anna: missing");
        assertThat(seen.owed()).isZero();
        assertThat(seen.sentence()).endsWith(": 1 differ.");
    }

    @Test
    void whatIsOwedForTooLongCountsAndIsTold() {
        owe();
        Seen seen = look(RowSource.of(follower), SHORT);
        assertThat(seen.differing()).hasSize(3);
        assertThat(seen.owed()).isEqualTo(3);
        assertThat(seen.sentence()).contains("3 differ, 3 of them of users to whom something is owed");
    }
}
