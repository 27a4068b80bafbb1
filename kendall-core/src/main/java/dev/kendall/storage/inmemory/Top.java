package dev.kendall.storage.inmemory;

import dev.kendall.search.RankFusion.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best of many candidates: by descending score, equal ones in a given order. */
final class Top<T> {
    private final int limit;
    private final Comparator<Candidate<T>> bestFirst;
    private final PriorityQueue<Candidate<T>> worstFirst;

    Top(int limit, Comparator<T> ties) {
        this.limit = limit;
        this.bestFirst = Comparator.<Candidate<T>>comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(Candidate::item, ties);
        this.worstFirst = new PriorityQueue<>(bestFirst.reversed());
    }

    void add(Candidate<T> candidate) {
        if (worstFirst.size() < limit) {
            worstFirst.add(candidate);
        } else if (bestFirst.compare(candidate, worstFirst.element()) < 0) {
            worstFirst.remove();
            worstFirst.add(candidate);
        }
    }

    List<Candidate<T>> ranked() {
        List<Candidate<T>> ranked = new ArrayList<>(worstFirst);
        ranked.sort(bestFirst);
        return ranked;
    }
}
