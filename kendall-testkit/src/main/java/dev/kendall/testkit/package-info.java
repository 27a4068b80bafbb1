/** The contract that every storage keeps, as test suites to extend, with fakes for time, ids, embeddings and chat models. */
@NullMarked
package dev.kendall.testkit;

import org.jspecify.annotations.NullMarked;
