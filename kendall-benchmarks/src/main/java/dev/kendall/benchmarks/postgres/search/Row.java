package dev.kendall.benchmarks.postgres.search;

import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.UUID;

/** A message with its vector, as every store is given it. */
record Row(UserId user, UUID id, Instant time, String text, SpaceVector vector) {}
