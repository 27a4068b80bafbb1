package dev.kendall.learning.memory.evaluation;

import java.util.List;
import java.util.Locale;

/** How an extractor did on a suite. What is out of scope is not counted. */
public record FactScore(List<FactResult> results) {
    /** Copies the list. */
    public FactScore {
        results = List.copyOf(results);
    }

    private List<FactResult> scored() {
        return results.stream()
                .filter(result -> !result.conversation().outOfScope())
                .toList();
    }

    /** How many expected memories are there. */
    public int right() {
        return scored().stream().mapToInt(FactResult::right).sum();
    }

    /** How many memories are there that should not be. */
    public int wrong() {
        return scored().stream().mapToInt(result -> result.wrong().size()).sum();
    }

    /** How many expected memories are not there. */
    public int missed() {
        return scored().stream().mapToInt(result -> result.missed().size()).sum();
    }

    /** The share of what is there that should be; 1 when nothing is there. */
    public double precision() {
        return right() + wrong() == 0 ? 1 : (double) right() / (right() + wrong());
    }

    /** The share of what should be there that is; 1 when nothing should. */
    public double recall() {
        return right() + missed() == 0 ? 1 : (double) right() / (right() + missed());
    }

    /** Memories that can no longer be read, over all conversations: 0, or something is broken. */
    public int destroyed() {
        return results.stream().mapToInt(FactResult::destroyed).sum();
    }

    /** Memories that stopped counting through a repeat, over all conversations: 0, or something is broken. */
    public int lostByRepeat() {
        return results.stream().mapToInt(FactResult::lostByRepeat).sum();
    }

    /** Changes that learning from the same messages again made, over all conversations: 0, or something is broken. */
    public int changedByRepeat() {
        return results.stream().mapToInt(FactResult::changedByRepeat).sum();
    }

    /** The counts in one line, then each conversation that is not perfect. */
    public String report(String title) {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d conversations (%d out of scope), %d perfect; memories right %d, wrong %d, missed %d; precision %.3f, recall %.3f; destroyed %d, "
                        + "lost by repeats %d, changed by repeats %d%n",
                title,
                results.size(),
                results.size() - scored().size(),
                scored().stream().filter(FactResult::isPerfect).count(),
                right(),
                wrong(),
                missed(),
                precision(),
                recall(),
                destroyed(),
                lostByRepeat(),
                changedByRepeat()));
        for (FactResult result : results) {
            if (!result.isPerfect()) {
                report.append("  ").append(result.conversation().id());
                report.append(result.conversation().outOfScope() ? " (out of scope)" : "");
                report.append(result.wrong().isEmpty() ? "" : " wrong " + result.wrong());
                report.append(result.missed().isEmpty() ? "" : " missed " + result.missed());
                report.append(System.lineSeparator());
            }
        }
        return report.toString();
    }
}
