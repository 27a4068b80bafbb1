package dev.kendall.benchmarks.replay;

/**
 * So many users at once.
 *
 * @param messages each user plays, one after the other
 * @param bases with so many users each, side by side, each base with its own limit
 */
record Crowd(int users, int messages, int bases) {}
