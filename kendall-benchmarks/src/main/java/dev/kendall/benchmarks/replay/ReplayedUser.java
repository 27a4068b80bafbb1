package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.contact.Contact;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A user with a history of {@value #MESSAGES} messages in {@value #THREADS} threads, the same in every storage, and what the user writes next.
 *
 * @param history as in-memory storage holds it, to be copied from
 * @param script what comes next
 */
record ReplayedUser(UserId id, InMemoryStorage history, List<ScriptedMessage> script) {
    static final int MESSAGES = 200;
    static final int THREADS = 5;

    /** The user of this number, with so many messages to come; the first ones are the same for any number of them. */
    static ReplayedUser of(int number, int messages) {
        UserId id = UserId.of("user-" + number);
        InMemoryStorage history = InMemoryStorage.builder()
                .clock(InstantSource.fixed(SyntheticUser.NOW))
                .build();
        SyntheticUser user = new SyntheticUser(id, number);
        write(history, id, user);
        List<String> names = history.contacts().list(id, PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                .map(Contact::name)
                .toList();
        List<ThreadId> threads =
                IntStream.range(0, THREADS).mapToObj(SyntheticUser::thread).toList();
        return new ReplayedUser(
                id,
                history,
                ScriptedMessage.of(
                        user.incoming(2 * messages), threads, new ScriptedMessage.Cast(names, new Random(number))));
    }

    /** Writes the history into a storage that holds nothing of the user. */
    void writeTo(Stores stores) {
        write(stores, id, new SyntheticUser(id, Integer.parseInt(id.value().substring("user-".length()))));
    }

    private static void write(Stores stores, UserId id, SyntheticUser user) {
        stores.users()
                .save(
                        id,
                        Profile.builder()
                                .fullName("Synthetic " + id)
                                .nickname("Syn")
                                .email(id + "@example.com")
                                .zone(ZoneId.of("Europe/Berlin"))
                                .build());
        user.writeTo(stores, MESSAGES, THREADS);
    }
}
