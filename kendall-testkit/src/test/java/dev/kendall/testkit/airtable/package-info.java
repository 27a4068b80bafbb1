/** The tests of the Airtable in the test's process, over HTTP. */
@NullMarked
package dev.kendall.testkit.airtable;

import org.jspecify.annotations.NullMarked;
