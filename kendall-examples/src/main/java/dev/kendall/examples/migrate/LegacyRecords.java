package dev.kendall.examples.migrate;

import dev.kendall.testkit.airtable.FakeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up records of a legacy application, out of a seed, with each flaw that naive migrations stumble over. */
public final class LegacyRecords {
    private static final int BATCH = 100;
    private static final String[] NAMES = {"Nora", "John", "Mia", "Omar", "Lena", "Paul", "Ines", "Theo"};
    private static final String[] THINGS = {
        "wine", "the dentist", "a walk", "mother", "the rent", "chess", "a cake", "Rome"
    };

    private final FakeBase base;
    private final Random random;
    private final List<String> users = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> waiting = new HashMap<>();
    private Instant now;
    private int count;

    /** Records that are created in {@code base} from {@code begin} on: the base's clock is that of the records from now on. */
    public LegacyRecords(FakeBase base, long seed, Instant begin) {
        this.base = base;
        this.random = new Random(seed);
        this.now = begin;
        base.clock(() -> now);
    }

    int count() {
        return count;
    }

    /** The record ids of the users. */
    public List<String> users() {
        return List.copyOf(users);
    }

    /** Fills the base with {@code users} users and about {@code records} records, and with each of the flaws once for some of the users. */
    public void fill(int users, int records) {
        for (int i = 0; i < users; i++) {
            addUser(i);
        }
        while (count < records) {
            now = now.plus(Duration.ofMinutes(random.nextInt(90)));
            switch (random.nextInt(20)) {
                case 0, 1 -> addContact();
                case 2 -> addPattern();
                case 3, 4 -> addMemory();
                default -> addMessage();
            }
        }
        flush();
        for (int i = 0; i < users; i += 10) {
            addFlaws(this.users.get(i));
        }
        flush();
    }

    private void addUser(int number) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("fullName", NAMES[number % NAMES.length] + " Example " + number);
        fields.put("email", "user" + number + "@example.org");
        fields.put("timeZone", number % 2 == 0 ? "Europe/London" : "America/New_York");
        fields.put("selectedTraits", List.of("calm", "brief"));
        fields.put("userContextAndRules", "Call me by my first name.");
        users.add(base.insert("Users", fields));
        count++;
        now = now.plusSeconds(60);
    }

    private void add(String table, Map<String, Object> fields) {
        List<Map<String, Object>> rows = waiting.computeIfAbsent(table, key -> new ArrayList<>());
        rows.add(fields);
        count++;
        if (rows.size() == BATCH) {
            flush(table);
        }
    }

    private void flush(String table) {
        List<Map<String, Object>> rows = waiting.remove(table);
        if (rows != null) {
            base.insertAll(table, rows);
            now = now.plusSeconds(1);
        }
    }

    private void flush() {
        List.copyOf(waiting.keySet()).forEach(this::flush);
    }

    private String user() {
        return users.get(random.nextInt(users.size()));
    }

    private String thing() {
        return THINGS[random.nextInt(THINGS.length)];
    }

    private Map<String, Object> owned(String user) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("recordId", List.of(user));
        return fields;
    }

    private void addMessage() {
        int number = random.nextInt(users.size());
        boolean asked = random.nextBoolean();
        Map<String, Object> fields = owned(users.get(number));
        fields.put("threadId", "thread_" + now.toEpochMilli() / 100_000_000 + "_" + number);
        fields.put("role", asked ? "user" : "assistant");
        fields.put("messageType", random.nextInt(20) == 0 ? "file" : "text");
        fields.put("message", asked ? "Remind me of " + thing() + "." : "I will remind you of " + thing() + ".");
        fields.put("createdAt", now.toString());
        fields.put("read", random.nextBoolean());
        fields.put("agentId", "agent-1");
        add("Chat Messages", fields);
    }

    private void addContact() {
        Map<String, Object> fields = owned(user());
        fields.put("name", NAMES[random.nextInt(NAMES.length)]);
        fields.put("phone", "+4420" + (10_000_000 + random.nextInt(80_000_000)));
        fields.put("relationship", "friend");
        fields.put("notes", "Likes " + thing() + ".");
        fields.put("contactCount", random.nextInt(9));
        fields.put("tags", List.of("family", "wine"));
        add("Contacts", fields);
    }

    private void addPattern() {
        Map<String, Object> fields = owned(user());
        fields.put("patternType", "recurring_call");
        fields.put(
                "patternData",
                "{\"description\":\"Calls about " + thing()
                        + "\",\"frequency\":\"weekly\",\"dayOfWeek\":0,\"timeOfDay\":\"18:00\"}");
        fields.put("confidence", random.nextInt(11) / 10.0);
        fields.put("createdAt", now.toString());
        fields.put("updatedAt", now.toString());
        add("User Patterns", fields);
    }

    private void addMemory() {
        Map<String, Object> fields = owned(user());
        fields.put("memoryType", "preference");
        fields.put("key", thing());
        fields.put("value", "Likes " + thing() + " on Sundays.");
        fields.put("importance", "medium");
        fields.put("createdAt", now.toString());
        fields.put("updatedAt", now.toString());
        add("User Memory", fields);
    }

    /** What naive migrations lose, merge, make up or drop. */
    private void addFlaws(String user) {
        now = now.plusSeconds(5);
        // Two contacts of one name, one of them with the other's number.
        for (int i = 0; i < 2; i++) {
            Map<String, Object> fields = owned(user);
            fields.put("name", "John");
            fields.put("phone", "+442079460123");
            add("Contacts", fields);
        }
        // Two memories of one key.
        for (String value : List.of("tea", "coffee")) {
            Map<String, Object> fields = owned(user);
            fields.put("memoryType", "preference");
            fields.put("key", "drink");
            fields.put("value", value);
            fields.put("importance", "low");
            add("User Memory", fields);
        }
        // A message without a thread and a date, and one that was read.
        Map<String, Object> message = owned(user);
        message.put("message", "Said outside of any thread.");
        message.put("role", "user");
        message.put("messageType", "call_request");
        message.put("read", true);
        add("Chat Messages", message);
        // A pattern of confidence 0, and one whose JSON does not parse.
        Map<String, Object> unsure = owned(user);
        unsure.put("patternType", "behavior");
        unsure.put("patternData", "{\"description\":\"Perhaps sings\"}");
        unsure.put("confidence", 0);
        add("User Patterns", unsure);
        Map<String, Object> broken = owned(user);
        broken.put("patternType", "behavior");
        broken.put("patternData", "{\"description\":\"Sings");
        broken.put("confidence", 0.9);
        add("User Patterns", broken);
        // A record in which nothing is filled in, and one that belongs to nobody.
        add("Contacts", new HashMap<>());
        Map<String, Object> nobody = new HashMap<>();
        nobody.put("memoryType", "fact");
        nobody.put("key", "lost");
        nobody.put("value", "Belongs to nobody.");
        add("User Memory", nobody);
    }
}
