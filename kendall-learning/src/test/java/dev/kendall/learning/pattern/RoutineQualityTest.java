package dev.kendall.learning.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.MessageId;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Many random users: what was planted is found, and nothing else is. */
class RoutineQualityTest {
    private static final long SEED = 20_250;
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/Santiago"),
            ZoneId.of("Europe/London"),
            ZoneId.of("Australia/Adelaide"),
            ZoneId.of("Asia/Tokyo"));

    private static PlantedUser user(long seed) {
        PlantedUser user = new PlantedUser(seed, ZONES.get((int) (seed % ZONES.size()))).atRandom(150, Texts.NOISE);
        Texts.DECOYS.forEach(texts -> {
            user.inOneWeek(texts);
            user.atRandom(4, texts);
        });
        return user;
    }

    private static PlantedUser withHabits(long seed) {
        Random random = new Random(seed);
        PlantedUser user = user(seed);
        List<String> names = new ArrayList<>(Texts.ACTIVITIES.keySet());
        Collections.shuffle(names, random);
        for (String name : names.subList(0, 5)) {
            int hour = 7 + random.nextInt(15);
            int scatter = List.of(8, 20, 35).get(random.nextInt(3));
            double kept = List.of(0.75, 0.85, 0.95).get(random.nextInt(3));
            boolean isDrifting = random.nextInt(4) == 0;
            Predicate<LocalDate> days = days(random);
            List<String> texts = Texts.ACTIVITIES.get(name);
            user.habit(name, texts)
                    .on(days)
                    .at(hour, 15)
                    .scattered(scatter)
                    .kept(kept)
                    .between(0, isDrifting ? 95 : 175);
            if (isDrifting) {
                user.habit(name, texts)
                        .on(days)
                        .at(hour - 3, 0)
                        .scattered(scatter)
                        .kept(kept)
                        .between(95, PlantedUser.DAYS);
            }
        }
        return user;
    }

    private static Predicate<LocalDate> days(Random random) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return day -> true;
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 0; i < (kind + 1) / 2; i++) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        return day -> days.contains(day.getDayOfWeek());
    }

    private static double jaccard(Set<MessageId> left, Set<MessageId> right) {
        Set<MessageId> both = new HashSet<>(left);
        both.retainAll(right);
        return (double) both.size() / (left.size() + right.size() - both.size());
    }

    @Test
    void planted_habits_are_found_and_nothing_else_is() {
        int planted = 0;
        int found = 0;
        int told = 0;
        for (long seed = SEED; seed < SEED + 12; seed++) {
            PlantedUser user = withHabits(seed);
            Map<String, Set<MessageId>> habits = user.habits();
            planted += habits.size();
            Set<String> seen = new HashSet<>();
            for (Finding finding : user.routines()) {
                told++;
                Set<MessageId> evidence = new HashSet<>(finding.pattern().evidence());
                habits.entrySet().stream()
                        .filter(habit -> jaccard(habit.getValue(), evidence) >= 0.5)
                        .forEach(habit -> seen.add(habit.getKey()));
            }
            found += seen.size();
        }
        assertThat((double) found / told).as("precision, seed %d", SEED).isGreaterThanOrEqualTo(0.95);
        assertThat((double) found / planted).as("recall, seed %d", SEED).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void users_without_habits_have_no_routine() {
        int told = 0;
        for (long seed = SEED; seed < SEED + 40; seed++) {
            told += user(seed).routines().size();
        }
        assertThat(told / 40.0).as("routines a user, seed %d", SEED).isLessThanOrEqualTo(0.05);
    }
}
