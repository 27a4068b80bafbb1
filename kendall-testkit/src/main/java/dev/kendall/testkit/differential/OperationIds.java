package dev.kendall.testkit.differential;

import dev.kendall.id.IdGenerator;
import dev.kendall.testkit.SequentialIds;
import java.util.UUID;

/** Ids that ascend, and begin at a number of its own with each operation: one that mints ids it does not use shifts no later ones. */
final class OperationIds implements IdGenerator {
    private static final long PER_OPERATION = 1_000;

    private long operation;
    private long given;

    @Override
    public synchronized UUID next() {
        given++;
        return SequentialIds.at(operation * PER_OPERATION + given);
    }

    synchronized void nextOperation() {
        operation++;
        given = 0;
    }
}
