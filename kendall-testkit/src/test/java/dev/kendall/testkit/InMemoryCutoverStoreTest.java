package dev.kendall.testkit;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.InMemoryCutoverStore;

class InMemoryCutoverStoreTest extends CutoverStoreContract {
    @Override
    protected CutoverStore open(CutoverPlan first) {
        return InMemoryCutoverStore.of(first, clock);
    }
}
