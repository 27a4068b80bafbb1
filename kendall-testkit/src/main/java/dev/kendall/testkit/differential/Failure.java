package dev.kendall.testkit.differential;

import dev.kendall.failure.Conflict;
import org.jspecify.annotations.Nullable;

/** An exception: of the same class, whatever it says, and for a conflict as worth running again. */
record Failure(RuntimeException exception) implements Answer {
    @Override
    public @Nullable String differenceTo(Answer backend) {
        if (!(backend instanceof Failure other)) {
            return "the backend does not fail";
        }
        if (!exception.getClass().equals(other.exception.getClass())) {
            return "the failures are of different classes";
        }
        return isLostRace() == other.isLostRace() ? null : "one conflict is a lost race and the other is not";
    }

    private boolean isLostRace() {
        return exception instanceof Conflict conflict && conflict.isLostRace();
    }

    @Override
    public Object value() {
        return exception;
    }

    @Override
    public String toString() {
        return exception.toString();
    }
}
