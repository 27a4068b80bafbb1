package dev.kendall.testkit;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Part;
import dev.kendall.cutover.Ramp;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.cutover.Stages;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Stores;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.FaultyNode.Crash;
import dev.kendall.testkit.FaultyNode.Weather;
import dev.kendall.testkit.Registers.End;
import dev.kendall.testkit.Registers.Write;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A random history of a cutover: two nodes write, delete, erase and read for a few users, while the stages change in all directions, copiers copy, a
 * backfill runs, storages and the store fail before and after the fact, and nodes crash. Anything may happen in the middle of anything else. In the end all
 * is settled, and both sides have to be equal and to hold what was acknowledged.
 */
final class CutoverHistory {
    private static final List<UserId> USERS = List.of(UserId.of("anna"), UserId.of("ben"), UserId.of("cleo"));
    private static final List<ThreadId> THREADS = List.of(ThreadId.of("home"), ThreadId.of("work"));
    private static final List<String> PHONES = List.of("+493012345601", "+493012345602");
    private static final PageRequest ALL = PageRequest.first(1_000);
    private static final int STEPS = 90;
    private static final int DEEPEST = 2;
    private static final CutoverOptions OPTIONS = CutoverOptions.builder()
            .sampling(0)
            .claimSize(5)
            .maxAttempts(1_000)
            .maxBackoff(Duration.ofSeconds(10))
            .build();
    private static final GateOptions GATES = GateOptions.defaults();

    private final Random random;
    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final SequentialIds ids = new SequentialIds();
    private final InMemoryStorage old = storage();
    private final InMemoryStorage replacement = storage();
    private final CutoverStore store;
    private final UnaryOperator<CutoverStore> plant;
    private final Registers registers = new Registers();
    private final Map<String, Integer> upserts = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private final FaultyNode[] nodes = new FaultyNode[2];
    private final boolean transactional;
    private final boolean wholeWay;
    private final boolean prefilled;
    private int depth;
    private int tokens;

    /** @param plant what is wrong with the store that the nodes see; nothing: it itself */
    CutoverHistory(long seed, UnaryOperator<CutoverStore> plant) {
        this.random = new Random(seed);
        this.plant = plant;
        this.transactional = random.nextBoolean();
        this.wholeWay = random.nextInt(5) == 0;
        this.prefilled = random.nextInt(3) == 0;
        Stage first = wholeWay ? Stage.OFF : Stage.DUAL_WRITE;
        this.store = InMemoryCutoverStore.of(CutoverPlan.first(first, "salt" + seed), clock);
    }

    private InMemoryStorage storage() {
        return InMemoryStorage.builder().clock(clock).ids(ids).build();
    }

    /** What went wrong, with what had happened; nothing when all went well. */
    Optional<String> play() {
        if (prefilled) {
            prefill();
        }
        CutoverStore seen = plant.apply(store);
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = node(seen);
        }
        for (int step = 0; step < STEPS && objections.isEmpty(); step++) {
            clock.advance(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 60_000 : 3_000)));
            restart(seen);
            step();
        }
        if (objections.isEmpty()) {
            settle(seen);
            check();
        }
        return objections.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("\n", objections) + "\n" + String.join("\n", log));
    }

    private FaultyNode node(CutoverStore seen) {
        FaultyNode node = new FaultyNode(
                new FaultyNode.Sides(old, replacement, transactional),
                seen,
                new FaultyNode.Surroundings(random, this::overtake, clock, OPTIONS));
        node.weather(new Weather(150, 40, 300));
        return node;
    }

    private void restart(CutoverStore seen) {
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].isDead()) {
                log.add("node " + i + " starts again");
                nodes[i] = node(seen);
            }
        }
    }

    /** Rows from before: on the old side, and some of them, as they once were, on the new one. */
    private void prefill() {
        for (UserId user : USERS) {
            String nickname = token();
            Write profile = registers.begin(profile(user), nickname);
            old.users().save(user, Profile.builder().nickname(nickname).build());
            registers.end(profile, End.DONE);
            for (ThreadId thread : THREADS) {
                for (int i = 0; i < 3; i++) {
                    Message message = old.chat().append(user, thread, NewMessage.user(token()));
                    Write real =
                            registers.begin(message(user, thread, message.id().toString()), message.text());
                    registers.end(real, End.DONE);
                    if (random.nextBoolean()) {
                        replacement.rows().put(user, List.of(new StoredRow.OfMessage(message)));
                    }
                }
            }
        }
        new Cutover(store, GATES).backfill();
    }

    private void overtake() {
        if (depth < DEEPEST) {
            step();
        }
    }

    private void step() {
        depth++;
        int number = random.nextInt(nodes.length);
        FaultyNode node = nodes[number];
        try {
            if (!node.isDead()) {
                action(node, number);
            }
        } catch (Crash e) {
            log.add("node " + number + " crashed");
        } finally {
            depth--;
        }
    }

    private void action(FaultyNode node, int number) {
        UserId user = USERS.get(random.nextInt(USERS.size()));
        DualWriteStorage storage = node.storage();
        int dice = random.nextInt(100);
        String who = "node " + number + " ";
        if (dice < 8) {
            saveProfile(who, storage, user);
        } else if (dice < 26) {
            append(who, storage, user);
        } else if (dice < 30) {
            retitle(who, storage, user);
        } else if (dice < 33) {
            deleteMessage(who, storage, user);
        } else if (dice < 36) {
            deleteThread(who, storage, user);
        } else if (dice < 43) {
            upsert(who, storage, user);
        } else if (dice < 50) {
            remember(who, storage, user);
        } else if (dice < 53) {
            erase(who, storage, user);
        } else if (dice < 73) {
            read(who, storage, user);
        } else if (dice < 91) {
            work(who, node.worker());
        } else if (dice < 93 && wholeWay) {
            beginBackfill();
        } else {
            changeStages();
        }
    }

    private String token() {
        return "t" + ++tokens;
    }

    private static String profile(UserId user) {
        return user + "/profile";
    }

    private static String thread(UserId user, ThreadId thread) {
        return user + "/thread/" + thread;
    }

    private static String message(UserId user, ThreadId thread, String id) {
        return user + "/message/" + thread + "/" + id;
    }

    private static String contact(UserId user, String phone) {
        return user + "/contact/" + phone;
    }

    private static String memory(UserId user, String value) {
        return user + "/memory/" + value;
    }

    /** Runs a write; its register gets its value when, and only when, it happens. */
    private void write(String what, String register, String value, Callable<?> call) {
        run(what + " " + register, registers.begin(register, value), call);
    }

    /** Runs a write that empties registers. */
    private void clear(String what, List<String> prefixes, Callable<?> call) {
        run(what + " " + prefixes, registers.beginClearing(prefixes), call);
    }

    private void run(String what, Write write, Callable<?> call) {
        End end = End.UNKNOWN;
        log.add(what + " …");
        try {
            call.call();
            end = End.DONE;
        } catch (Conflict | NotFound e) {
            end = End.FAILED;
        } catch (StorageUnavailable e) {
            end = End.UNKNOWN;
        } catch (RuntimeException e) {
            objections.add(what + " failed with " + e);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            registers.end(write, end);
            log.add(what + " " + write);
        }
    }

    private void saveProfile(String who, DualWriteStorage storage, UserId user) {
        String token = token();
        write(
                who + "saves",
                profile(user),
                token,
                () -> storage.users()
                        .save(user, Profile.builder().nickname(token).build()));
    }

    private void append(String who, DualWriteStorage storage, UserId user) {
        ThreadId thread = THREADS.get(random.nextInt(THREADS.size()));
        MessageId id = new MessageId(ids.next());
        String token = token();
        NewMessage message = NewMessage.user(token).withId(id);
        boolean inTransaction = storage instanceof TransactionalStorage && random.nextBoolean();
        write(who + "appends", message(user, thread, id.toString()), token, () -> {
            if (inTransaction) {
                return ((TransactionalStorage) storage)
                        .inTransaction(transaction -> transaction.chat().append(user, thread, message));
            }
            return storage.chat().append(user, thread, message);
        });
    }

    private void retitle(String who, DualWriteStorage storage, UserId user) {
        ThreadId id = THREADS.get(random.nextInt(THREADS.size()));
        String token = token();
        write(who + "retitles", thread(user, id), token, () -> {
            ChatThread thread = storage.threads().getOrCreate(user, id);
            return storage.threads().update(thread.withTitle(token));
        });
    }

    private void deleteMessage(String who, DualWriteStorage storage, UserId user) {
        List<String> known = registers.names(user + "/message/");
        if (!known.isEmpty()) {
            String register = known.get(random.nextInt(known.size()));
            MessageId id = MessageId.of(register.substring(register.lastIndexOf('/') + 1));
            write(
                    who + "deletes",
                    register,
                    Registers.ABSENT,
                    () -> storage.chat().delete(user, id));
        }
    }

    private void deleteThread(String who, DualWriteStorage storage, UserId user) {
        ThreadId thread = THREADS.get(random.nextInt(THREADS.size()));
        clear(
                who + "deletes",
                List.of(message(user, thread, ""), thread(user, thread)),
                () -> storage.threads().delete(user, thread));
    }

    private void upsert(String who, DualWriteStorage storage, UserId user) {
        String phone = PHONES.get(random.nextInt(PHONES.size()));
        String token = token();
        upserts.merge(contact(user, phone), 1, Integer::sum);
        write(
                who + "upserts",
                contact(user, phone),
                token,
                () -> storage.contacts()
                        .upsert(
                                user,
                                NewContact.named("N" + phone.substring(11))
                                        .withPhone(phone)
                                        .withRelationship(token)
                                        .contacted(1, null)));
    }

    /** Adds a memory, or puts another in its place. */
    private void remember(String who, DualWriteStorage storage, UserId user) {
        String key = "k" + random.nextInt(2);
        String token = token();
        write(who + "remembers", memory(user, token), token, () -> {
            Optional<Memory> current = memories(storage, user, key).stream().findFirst();
            return current.isPresent()
                    ? storage.memories().supersede(current.get(), NewMemory.fact(key, token))
                    : storage.memories().add(user, NewMemory.fact(key, token));
        });
    }

    private static List<Memory> memories(Stores storage, UserId user, String key) {
        return storage.memories().list(user, MemoryFilter.current(), ALL).items().stream()
                .filter(memory -> memory.key().equals(key))
                .toList();
    }

    private void erase(String who, DualWriteStorage storage, UserId user) {
        clear(who + "erases", List.of(user + "/"), () -> storage.erase(user));
    }

    private void read(String who, DualWriteStorage storage, UserId user) {
        long from = registers.now();
        int before = log.size();
        try {
            switch (random.nextInt(4)) {
                case 0 -> expect(from, profile(user), storage.users().find(user).map(CutoverHistory::nickname));
                case 1 -> {
                    ThreadId thread = THREADS.get(random.nextInt(THREADS.size()));
                    expect(
                            from,
                            thread(user, thread),
                            storage.threads().find(user, thread).map(CutoverHistory::title));
                    expectMessages(from, user, thread, storage.chat().list(user, MessageFilter.in(thread), ALL));
                }
                case 2 -> {
                    String phone = PHONES.get(random.nextInt(PHONES.size()));
                    Optional<Contact> contact = storage.contacts().findByPhone(user, phone);
                    expect(from, contact(user, phone), contact.map(Contact::relationship));
                }
                default -> {
                    List<String> known = registers.names(user + "/message/");
                    if (!known.isEmpty()) {
                        String register = known.get(random.nextInt(known.size()));
                        MessageId id = MessageId.of(register.substring(register.lastIndexOf('/') + 1));
                        expect(from, register, storage.chat().find(user, id).map(Message::text));
                    }
                }
            }
        } catch (StorageUnavailable | Conflict e) {
            log.add(who + "could not read");
        }
        if (!objections.isEmpty() && log.size() >= before) {
            log.add(who + "read that for " + user);
        }
    }

    private static String nickname(User user) {
        String name = user.profile().nickname();
        return name == null ? Registers.ABSENT : name;
    }

    private static String title(ChatThread thread) {
        String title = thread.title();
        return title == null ? Registers.ABSENT : title;
    }

    private void expect(long from, String register, Optional<String> value) {
        registers.objection(register, value.orElse(Registers.ABSENT), from).ifPresent(objections::add);
    }

    private void expectMessages(long from, UserId user, ThreadId thread, Page<Message> page) {
        Map<String, String> seen = new HashMap<>();
        for (Message message : page.items()) {
            String name = message(user, thread, message.id().toString());
            if (seen.put(name, message.text()) != null) {
                objections.add(name + " is there twice");
            }
            expect(from, name, Optional.of(message.text()));
        }
        for (String name : registers.names(user + "/message/" + thread + "/")) {
            if (!seen.containsKey(name)) {
                expect(from, name, Optional.empty());
            }
        }
        Set<String> texts = new HashSet<>(seen.values());
        if (texts.size() != seen.size()) {
            objections.add("a message of " + user + " is there under two ids: " + seen);
        }
    }

    private void work(String who, CutoverWorker worker) {
        try {
            log.add(who + "works: " + worker.runOnce());
        } catch (StorageUnavailable e) {
            log.add(who + "works in vain");
        }
    }

    /** Any change that an operator might force. */
    private void changeStages() {
        CutoverPlan plan = store.plan();
        CutoverPlan next;
        try {
            int dice = random.nextInt(10);
            if (dice == 0) {
                next = plan.killed() ? plan.revive() : plan.kill(clock.instant());
            } else if (dice == 1 && plan.killed()) {
                next = plan.revive();
            } else if (plan.killed()) {
                return;
            } else {
                next = plan.with(
                        stages(plan.stages()), clock.instant(), clock.instant().plus(GATES.changeDelay()));
            }
        } catch (IllegalStateException e) {
            return;
        }
        if (mayMove(plan, next) && store.publish(next)) {
            log.add("plan " + next.epoch() + " is published: " + next.stages() + (next.killed() ? ", killed" : ""));
        }
    }

    /** What the gates are for: nobody is moved to a side that did not follow, or that a backfill has not reached. */
    private boolean mayMove(CutoverPlan plan, CutoverPlan next) {
        boolean backfilled = store.findBackfill()
                .map(progress -> progress.done() && progress.epoch() >= plan.copyingSince())
                .orElse(!wholeWay && !prefilled);
        return USERS.stream()
                .filter(user -> plan.authority(user) != next.authority(user))
                .allMatch(user -> backfilled
                        && Stream.of(Part.values())
                                .allMatch(part -> plan.stage(user, part).copies()));
    }

    private void beginBackfill() {
        if (store.plan().isEffective(clock.instant())) {
            new Cutover(store, GATES).backfill();
            log.add("a backfill begins");
        }
    }

    private Stage stage() {
        Stage[] copying = {Stage.DUAL_WRITE, Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN};
        return wholeWay ? Stage.values()[random.nextInt(6)] : copying[random.nextInt(copying.length)];
    }

    private Stages stages(Stages now) {
        return switch (random.nextInt(8)) {
            case 0 -> now.user(USERS.get(random.nextInt(USERS.size())), random.nextBoolean() ? stage() : null);
            case 1 -> now.ramp(new Ramp(stage(), 1 + random.nextInt(Ramp.WHOLE)));
            case 2 -> now.part(Part.values()[random.nextInt(5)], random.nextBoolean() ? stage() : null);
            default -> now.everyone(stage());
        };
    }

    /** Ends all trouble, and lets everything be settled. */
    private void settle(CutoverStore seen) {
        log.add("the end begins");
        nodes[0] = node(seen);
        nodes[0].weather(Weather.CALM);
        if (store.plan().killed()) {
            store.publish(store.plan().revive());
        }
        settleDebts();
        if (wholeWay) {
            // Whoever was copied to one side only for a while is copied anew, each from where the data is.
            publish(copying());
            new Cutover(store, GATES).backfill();
            settleDebts();
        }
        publish(Stages.all(
                List.of(Stage.DUAL_WRITE, Stage.LIVE, Stage.RAMP_DOWN).get(random.nextInt(3))));
        settleDebts();
    }

    private void publish(Stages stages) {
        store.publish(store.plan().with(stages, clock.instant(), clock.instant().plus(GATES.changeDelay())));
        log.add("plan " + store.plan().epoch() + " is published: " + stages);
        clock.advance(GATES.changeDelay());
    }

    /** Everyone's authority as it is, and everything copied. */
    private Stages copying() {
        Stages copying = Stages.all(Stage.DUAL_WRITE);
        for (UserId user : USERS) {
            copying = copying.user(user, store.plan().authority(user) == Side.OLD ? Stage.DUAL_WRITE : Stage.LIVE);
        }
        return copying;
    }

    private void settleDebts() {
        for (int i = 0; i < 100; i++) {
            clock.advance(OPTIONS.writeDeadline().plusSeconds(1));
            nodes[0].worker().runOnce();
            boolean backfilled =
                    store.findBackfill().map(progress -> progress.done()).orElse(true);
            boolean quiet = wholeWay && store.debts().status().waiting() == 0;
            if ((quiet || store.debts().status().total() == 0)
                    && store.debts().status().announced() == 0
                    && backfilled) {
                return;
            }
        }
        objections.add("debts are never settled: " + store.debts().status() + " "
                + store.debts().listDead(10));
    }

    private void check() {
        if (!Replicas.stored(old).equals(Replicas.stored(replacement))) {
            objections.addAll(Replicas.differences(old, replacement));
        }
        long from = registers.now();
        DualWriteStorage storage = nodes[0].storage();
        for (UserId user : USERS) {
            expect(from, profile(user), storage.users().find(user).map(CutoverHistory::nickname));
            for (ThreadId thread : THREADS) {
                expect(
                        from,
                        thread(user, thread),
                        storage.threads().find(user, thread).map(CutoverHistory::title));
                expectMessages(from, user, thread, storage.chat().list(user, MessageFilter.in(thread), ALL));
            }
            checkMemories(from, storage, user);
            for (String phone : PHONES) {
                Optional<Contact> contact = storage.contacts().findByPhone(user, phone);
                expect(from, contact(user, phone), contact.map(Contact::relationship));
                contact.filter(found -> found.contactCount() > upserts.getOrDefault(contact(user, phone), 0))
                        .ifPresent(found -> objections.add(contact(user, phone) + " was counted too often"));
            }
        }
    }

    /** Nothing but an erasure takes a memory away. */
    private void checkMemories(long from, DualWriteStorage storage, UserId user) {
        List<String> values = storage.memories().list(user, MemoryFilter.all(), ALL).items().stream()
                .map(Memory::value)
                .toList();
        if (new HashSet<>(values).size() != values.size()) {
            objections.add("a memory of " + user + " is there twice: " + values);
        }
        for (String register : registers.names(user + "/memory/")) {
            String value = register.substring(register.lastIndexOf('/') + 1);
            expect(from, register, values.contains(value) ? Optional.of(value) : Optional.empty());
        }
    }
}
