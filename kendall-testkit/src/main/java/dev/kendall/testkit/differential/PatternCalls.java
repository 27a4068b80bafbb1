package dev.kendall.testkit.differential;

import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.user.UserId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;

/** Calls on patterns. */
final class PatternCalls {
    private static final List<PatternType> TYPES =
            List.of(PatternType.RECURRING_CONTACT, PatternType.BEHAVIOR, PatternType.of("own_kind"));
    private static final List<PatternStatus> STATUSES = List.of(PatternStatus.values());
    /** Some that binary numbers do not hold exactly, and neighbours of them. */
    private static final List<Double> CONFIDENCES = List.of(0.0, 0.1, 0.3, 0.1 + 0.2, 1 / 3.0, 0.5, 0.5, 1.0, 5e-324);

    private static final List<Schedule> SCHEDULES = List.of(
            Schedule.daily(LocalTime.of(7, 30)),
            Schedule.weekly(EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), null),
            Schedule.monthly(31, LocalTime.MIDNIGHT),
            new Schedule(Schedule.Frequency.CUSTOM, EnumSet.allOf(DayOfWeek.class), 1, LocalTime.of(23, 59)));

    private final World world;

    PatternCalls(World world) {
        this.world = world;
    }

    Call next() {
        UserId user = world.user();
        return switch (world.dice.below(8)) {
            case 0, 1, 2 -> add(user);
            case 3, 4 -> world.patterns.any(world.dice).map(this::update).orElseGet(() -> add(user));
            case 5 ->
                world.patterns
                        .any(world.dice)
                        .map(known -> find(world.user(known.user()), known.id()))
                        .orElseGet(() -> find(user, world.patternId()));
            default -> {
                PatternFilter filter = filter();
                yield new Listing(
                                "patterns().list",
                                (stores, request) -> stores.patterns().list(user, filter, request),
                                user,
                                filter)
                        .page(world.limit());
            }
        };
    }

    private Call add(UserId user) {
        NewPattern pattern = pattern();
        return Call.of("patterns().add", stores -> stores.patterns().add(user, pattern), user, pattern);
    }

    private NewPattern pattern() {
        Instant first = world.dice.maybe(50, world::time);
        return new NewPattern(
                world.dice.maybe(40, () -> new PatternId(world.words.id())),
                world.dice.of(TYPES),
                world.words.filled(),
                world.dice.maybe(50, () -> world.dice.of(SCHEDULES)),
                world.dice.maybe(50, world::contactId),
                world.dice.of(CONFIDENCES),
                world.dice.below(10),
                first,
                first == null ? world.dice.maybe(50, world::time) : first.plusNanos(world.dice.below(5_000)),
                world.dice.some(3, world::messageId),
                world.words.attributes());
    }

    private Call update(Pattern known) {
        Pattern changed =
                world.dice.chance(50) ? known.withStatus(world.dice.of(STATUSES)) : known.withObservations(pattern());
        return Call.of("patterns().update", stores -> stores.patterns().update(changed), changed);
    }

    private static Call find(UserId user, PatternId id) {
        return Call.of("patterns().find", stores -> stores.patterns().find(user, id), user, id);
    }

    private PatternFilter filter() {
        PatternFilter filter = world.dice.chance(50) ? PatternFilter.all() : PatternFilter.active();
        if (world.dice.chance(25)) {
            filter = filter.of(world.dice.of(TYPES), world.dice.of(TYPES));
        }
        if (world.dice.chance(15)) {
            filter = filter.with(world.contactId());
        }
        return world.dice.chance(25) ? filter.atLeast(world.dice.of(CONFIDENCES)) : filter;
    }
}
