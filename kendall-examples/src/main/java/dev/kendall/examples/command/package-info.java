/** What the commands share: exit codes, the process they run in, progress, and text for a terminal or a page. */
@NullMarked
package dev.kendall.examples.command;

import org.jspecify.annotations.NullMarked;
