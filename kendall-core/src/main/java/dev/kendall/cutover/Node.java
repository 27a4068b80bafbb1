package dev.kendall.cutover;

import dev.kendall.id.IdGenerator;
import java.time.InstantSource;

/** What the parts of one node of a cutover share. Thread-safe. */
record Node(
        Sides sides,
        CutoverStore store,
        PlanCache plans,
        Homes homes,
        Shadows shadows,
        Counters counters,
        CutoverOptions options,
        InstantSource clock,
        IdGenerator ids,
        Alarm alarm) {}
