/**
 * Trigger.dev's REST API inside the test's own process, with failures to order, runs that call back, and alerts.
 *
 * <p>Start with {@link dev.kendall.testkit.triggerdev.FakeTriggerDev}. What it answers is judged by the schemas of Trigger.dev's own npm
 * package; where those are lax it takes the stricter way, and refuses keys that Trigger.dev would drop in silence.
 */
@NullMarked
package dev.kendall.testkit.triggerdev;

import org.jspecify.annotations.NullMarked;
