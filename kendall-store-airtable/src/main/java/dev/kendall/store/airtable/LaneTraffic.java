package dev.kendall.store.airtable;

import java.time.Duration;

/**
 * What a lane sent to a base since the process began.
 *
 * @param requests how many requests were let through
 * @param rateLimited how many of them were answered with 429
 * @param waiting how many wait at this moment
 * @param waited how long all of them waited together
 * @param longestWait how long one of them waited at most
 */
public record LaneTraffic(long requests, long rateLimited, int waiting, Duration waited, Duration longestWait) {}
