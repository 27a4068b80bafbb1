package dev.kendall.benchmarks.replay;

import java.util.List;

/**
 * What one user plays.
 *
 * @param messages one after the other
 */
record Part(Player player, List<ScriptedMessage> messages) {}
