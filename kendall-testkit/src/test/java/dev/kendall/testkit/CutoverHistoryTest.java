package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.Debts;
import dev.kendall.cutover.Home;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens during a cutover, nothing is lost, doubled or resurrected. The system property sets the seed of the first history. */
@Tag("once")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CutoverHistoryTest {
    private static final long SEED = Long.getLong("kendall.cutover.seed", 2026);
    private static final int HISTORIES = Integer.getInteger("kendall.cutover.histories", 2_000);
    private static final int TO_NOTICE = 300;

    @Test
    void nothing_is_lost_doubled_or_resurrected_in_two_thousand_histories() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            Optional<String> objection = new CutoverHistory(seed, UnaryOperator.identity()).play();
            assertThat(objection).as("seed %s", seed).isEmpty();
        }
    }

    /** Whether one of a few histories notices. */
    private static boolean noticed(Supplier<UnaryOperator<CutoverStore>> plant) {
        return LongStream.range(SEED, SEED + TO_NOTICE)
                .anyMatch(seed -> new CutoverHistory(seed, plant.get()).play().isPresent());
    }

    private static CutoverStore with(CutoverStore store, String method, Tampering.Answer answer) {
        boolean journal = List.of("begin", "confirm", "home").contains(method);
        if (journal) {
            Journal tampered = Tampering.with(Journal.class, store.journal(), method, answer);
            return Tampering.with(CutoverStore.class, store, "journal", call -> tampered);
        }
        Debts tampered = Tampering.with(Debts.class, store.debts(), method, answer);
        return Tampering.with(CutoverStore.class, store, "debts", call -> tampered);
    }

    @Test
    void a_copier_that_settles_what_it_did_not_copy_is_noticed() {
        assertThat(noticed(() -> store -> with(store, "release", call -> {
                    Claim claim = call.argument(0, Claim.class);
                    ClaimResult result = call.argument(1, ClaimResult.class);
                    return call.proceedWith(1, new ClaimResult(claim.debts(), List.of(), result.gone()));
                })))
                .isTrue();
    }

    @Test
    void a_sweeper_that_forgets_is_noticed() {
        assertThat(noticed(() -> {
                    List<Intent> announced = new ArrayList<>();
                    return store -> {
                        CutoverStore remembering = with(store, "begin", call -> {
                            Optional<?> intent = (Optional<?>) call.proceed();
                            intent.ifPresent(each -> announced.add((Intent) each));
                            return intent;
                        });
                        return with(remembering, "sweep", call -> {
                            announced.forEach(store.journal()::cancel);
                            announced.clear();
                            return 0;
                        });
                    };
                }))
                .isTrue();
    }

    @Test
    void a_journal_that_forgets_what_was_confirmed_is_noticed() {
        assertThat(noticed(() -> {
                    int[] calls = {0};
                    return store -> with(
                            store,
                            "confirm",
                            call -> ++calls[0] % 10 == 0 ? call.proceedWith(1, Set.of()) : call.proceed());
                }))
                .isTrue();
    }

    @Test
    void a_journal_that_moves_users_who_have_debts_is_noticed() {
        assertThat(noticed(() -> store -> with(store, "home", call -> {
                    Home home = (Home) call.proceed();
                    return new Home(
                            store.plan().authority(call.argument(0, dev.kendall.user.UserId.class)),
                            true,
                            home.epoch());
                })))
                .isTrue();
    }
}
