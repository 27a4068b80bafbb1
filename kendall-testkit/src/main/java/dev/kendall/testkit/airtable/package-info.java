/**
 * Airtable's web API inside the test's own process, with rate limits, expiring iterators and failures to order.
 *
 * <p>Start with {@link dev.kendall.testkit.airtable.FakeAirtable}. What it does follows Airtable's documentation and recorded
 * traffic; where both are silent it takes the stricter way, so that a client that works here is not surprised there.
 */
@NullMarked
package dev.kendall.testkit.airtable;

import org.jspecify.annotations.NullMarked;
