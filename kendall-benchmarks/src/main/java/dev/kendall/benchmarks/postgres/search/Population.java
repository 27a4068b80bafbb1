package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticText;
import dev.kendall.search.SpaceVector;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Users and their rows, the same for the same seed. The rows come as chats write them: a few of one user, then a few of another, so that no
 * user's rows lie side by side.
 *
 * @param name what the report calls it
 * @param groups users of one size each
 */
record Population(String name, List<Group> groups) {
    static final String EVEN = "one of a thousand";
    static final String SKEWED = "few large ones";

    private static final long SEED = 20_260_101;
    /** How many rows of a user come one after the other. */
    private static final int RUN = 50;

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

    /**
     * Users with as many rows each.
     *
     * @param searched whether questions are asked of them
     */
    record Group(int users, int rowsEach, boolean searched) {}

    Population {
        groups = List.copyOf(groups);
    }

    /** So many rows of a thousand users alike. */
    static Population even(int rows) {
        return new Population(EVEN, List.of(new Group(1_000, rows / 1_000, true)));
    }

    /** So many rows, half of them of one user, and of 20, 200 and 2,000 times smaller ones besides; users of a thousandth fill up. */
    static Population skewed(int rows) {
        Group rest = new Group(225, rows / 1_000, false);
        return new Population(
                SKEWED,
                List.of(
                        new Group(50, rows / 2_000, true),
                        new Group(20, rows / 200, true),
                        new Group(3, rows / 20, true),
                        new Group(1, rows / 2, true),
                        rest));
    }

    /** How many rows in all. */
    int rows() {
        return groups.stream()
                .mapToInt(group -> group.users() * group.rowsEach())
                .sum();
    }

    private static UserId user(int group, int index) {
        return UserId.of("user-" + group + "-" + index);
    }

    /** Hands all rows over, one after the other, in the same order at each call. */
    void forEachRow(Consumer<Row> to) {
        Random random = new Random(SEED);
        SyntheticText texts = new SyntheticText(random);
        SyntheticEmbeddings embeddings = new SyntheticEmbeddings(random);
        int at = 0;
        for (UserId user : runs(random)) {
            Instant time = FIRST.plusSeconds(at);
            at++;
            to.accept(new Row(user, id(time, random), time, texts.sentence(4, 40), embeddings.next()));
        }
    }

    /** Whose row comes when. */
    private List<UserId> runs(Random random) {
        List<List<UserId>> runs = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            for (int index = 0; index < groups.get(group).users(); index++) {
                UserId user = user(group, index);
                for (int left = groups.get(group).rowsEach(); left > 0; left -= RUN) {
                    runs.add(Collections.nCopies(Math.min(RUN, left), user));
                }
            }
        }
        Collections.shuffle(runs, random);
        return runs.stream().flatMap(List::stream).toList();
    }

    /** A UUID of version 7, as the storage mints them, of this time. */
    private static UUID id(Instant time, Random random) {
        long high = time.toEpochMilli() << 16 | 0x7000L | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** Questions of random users, as many of each searched group, with their right answers, which takes all rows to know. */
    List<Question> questions(int count) {
        int ofEachGroup = Math.max(
                1, count / (int) groups.stream().filter(Group::searched).count());
        Random random = new Random(SEED + 1);
        SyntheticText texts = new SyntheticText(random);
        // Of the topics that the rows are about.
        Random ofRows = new Random(SEED);
        new SyntheticText(ofRows);
        SyntheticEmbeddings embeddings = new SyntheticEmbeddings(ofRows);
        ofRows.setSeed(SEED + 2);
        List<Nearest> open = new ArrayList<>();
        Map<UserId, List<Nearest>> byUser = new HashMap<>();
        for (int group = 0; group < groups.size(); group++) {
            Group asked = groups.get(group);
            for (int i = 0; asked.searched() && i < ofEachGroup; i++) {
                UserId user = user(group, random.nextInt(asked.users()));
                String text = texts.sentence(4, 25) + " " + open.size();
                SpaceVector vector = embeddings.next();
                Nearest nearest = new Nearest(user, asked.rowsEach(), text, vector);
                open.add(nearest);
                byUser.computeIfAbsent(user, any -> new ArrayList<>()).add(nearest);
            }
        }
        forEachRow(row -> byUser.getOrDefault(row.user(), List.of()).forEach(nearest -> nearest.meet(row)));
        return open.stream().map(Nearest::question).toList();
    }
}
