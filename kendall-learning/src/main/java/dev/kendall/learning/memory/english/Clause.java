package dev.kendall.learning.memory.english;

/**
 * A part of a sentence with a subject and a verb of its own.
 *
 * @param text with single spaces and straight quotes, without what is quoted from others
 */
record Clause(String text, Mood mood) {}
