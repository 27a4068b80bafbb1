/** Storage in the memory of the process, transactional, optionally kept in a snapshot file. */
@NullMarked
package dev.kendall.storage.inmemory;

import org.jspecify.annotations.NullMarked;
