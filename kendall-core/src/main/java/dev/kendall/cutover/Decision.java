package dev.kendall.cutover;

import java.util.List;
import java.util.Objects;

/**
 * What became of a wish to change the plan.
 *
 * @param done whether the plan was changed
 * @param plan the plan as it is now
 * @param gates every gate that was asked; those that are shut kept the plan from changing, or were overridden when it was changed
 */
public record Decision(boolean done, CutoverPlan plan, List<Gate> gates) {
    /** Checks the fields and copies the list. */
    public Decision {
        Objects.requireNonNull(plan, "plan");
        gates = List.copyOf(gates);
    }

    /** The gates that are shut. */
    public List<Gate> shut() {
        return gates.stream().filter(gate -> !gate.open()).toList();
    }
}
