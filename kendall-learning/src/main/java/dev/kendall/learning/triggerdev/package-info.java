/**
 * The hand-over of jobs to Trigger.dev, for teams that run their jobs there: a client for its REST API, the endpoint that the one thin task
 * deployed there calls back, and its alert webhooks.
 */
@NullMarked
package dev.kendall.learning.triggerdev;

import org.jspecify.annotations.NullMarked;
