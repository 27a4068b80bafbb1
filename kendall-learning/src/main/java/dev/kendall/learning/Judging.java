package dev.kendall.learning;

import dev.kendall.failure.Cancelled;
import dev.kendall.learning.extraction.ExtractorGuard;
import dev.kendall.learning.extraction.GuardTerms;
import dev.kendall.learning.extraction.GuardedCall;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Doubt;
import dev.kendall.learning.memory.Judgement;
import dev.kendall.learning.memory.KnownMemories;
import dev.kendall.learning.memory.MemoryJudge;
import dev.kendall.learning.memory.MemoryReconciliation;
import dev.kendall.storage.Storage;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host's judge where the rules are in doubt: before the transaction that decides, as a model takes its time. A verdict on what has changed
 * meanwhile counts for nothing. When the judge fails, the rules stand.
 */
final class Judging {
    private final Storage storage;
    private final @Nullable ExtractorGuard<MemoryJudge> guard;
    private final Tally tally;

    Judging(Storage storage, LearningOptions options, Executor threads, Tally tally) {
        this.storage = storage;
        MemoryJudge judge = options.memoryJudge();
        GuardTerms terms = new GuardTerms(options.limits().time(), 1, threads);
        this.guard = judge == null
                ? null
                : ExtractorGuard.<MemoryJudge>of(List.of(judge), MemoryJudge::name, terms)
                        .get(0);
        this.tally = tally;
    }

    /** Whether there is a judge to be asked. */
    boolean isPossible() {
        return guard != null;
    }

    /** What the judge says to what the rules cannot tell; nothing when there is no doubt. */
    Judgement judge(UserId user, List<Claim> claims) {
        if (guard == null || claims.isEmpty()) {
            return Judgement.NONE;
        }
        List<Doubt> doubts = MemoryReconciliation.doubts(KnownMemories.read(storage, user), claims);
        if (doubts.isEmpty()) {
            return Judgement.NONE;
        }
        try {
            GuardedCall<Judgement> call = guard.call(judge -> judge.judge(doubts), judge -> judge.estimate(doubts));
            Judgement judgement = call.answer();
            if (judgement == null) {
                tally.outcome(call.outcome());
                return new Judgement(Map.of(), Map.of(), call.outcome().tokens());
            }
            tally.outcome(call.outcome()
                    .with(judgement.verdicts().size(), judgement.dropped())
                    .with(judgement.tokens()));
            return judgement;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("judging memories of user " + user + " was interrupted", e);
        }
    }
}
