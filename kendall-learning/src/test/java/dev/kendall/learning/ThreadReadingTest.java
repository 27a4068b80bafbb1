package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadReadingTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final Instant BEGIN = Instant.parse("2023-03-02T12:00:00Z");
    private static final Instant END = Instant.parse("2026-03-02T12:00:00Z");

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final AtomicLong rows = new AtomicLong();

    private void say(List<Instant> times) {
        List<NewMessage> all = IntStream.range(0, times.size())
                .mapToObj(i -> NewMessage.user("m" + i).withCreatedAt(times.get(i)))
                .toList();
        for (int i = 0; i < all.size(); i += ChatStore.MAX_BATCH) {
            storage.chat().append(ANNA, HOME, all.subList(i, Math.min(all.size(), i + ChatStore.MAX_BATCH)));
        }
    }

    /** The storage's messages, each one that is given counted. */
    private ChatStore counted() {
        ChatStore chat = storage.chat();
        Object proxy = Proxy.newProxyInstance(
                ChatStore.class.getClassLoader(), new Class<?>[] {ChatStore.class}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(chat, arguments);
                        if (answer instanceof Page<?> page) {
                            rows.addAndGet(page.items().size());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (ChatStore) proxy;
    }

    /** What is read by one window after the other. */
    private List<Message> read() {
        ThreadReading reading = new ThreadReading(counted(), ANNA, HOME, END);
        List<Message> read = new ArrayList<>();
        UnreadMessages unread = reading.unread(null);
        while (!unread.isEmpty()) {
            assertThat(unread.messages()).hasSizeLessThan(2_000);
            read.addAll(unread.messages());
            unread = reading.unread(unread.end());
        }
        return read;
    }

    private List<Message> stored() {
        List<Message> all = new ArrayList<>();
        Page.each(PageRequest.first(1_000), page -> storage.chat().list(ANNA, HOME, page))
                .forEach(all::add);
        all.sort(Message.CHRONOLOGICAL);
        return all;
    }

    @Test
    void a_long_thread_is_read_in_order_and_each_message_a_few_times() {
        say(IntStream.range(0, 20_000)
                .mapToObj(i -> BEGIN.plus(Duration.ofMinutes(i)))
                .toList());
        assertThat(read()).isEqualTo(stored());
        assertThat(rows.get()).isLessThan(4L * 20_000);
    }

    @Test
    void a_thread_with_rushes_and_silences_is_read_in_order() {
        Random random = new Random(7);
        List<Instant> times = new ArrayList<>();
        Instant time = BEGIN;
        for (int i = 0; i < 12_000; i++) {
            boolean rush = i / 1_500 % 2 == 0;
            time = time.plus(rush ? Duration.ofMillis(random.nextInt(50)) : Duration.ofMinutes(random.nextInt(200)));
            times.add(time);
        }
        say(times);
        assertThat(read()).isEqualTo(stored());
        assertThat(rows.get()).isLessThan(8L * 12_000);
    }

    @Test
    void more_messages_of_one_moment_than_fit_on_a_page_are_in_the_way_of_no_other() {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            times.add(i < 500 ? BEGIN.plusSeconds(i) : BEGIN.plusSeconds(i < 3_200 ? 1_000 : i));
        }
        say(times);
        assertThat(read()).isEqualTo(stored());
    }

    @Test
    void what_is_dated_later_is_left_out() {
        say(List.of(BEGIN, END.minusSeconds(1), END, END.plus(Duration.ofDays(300))));
        ThreadReading reading = new ThreadReading(storage.chat(), ANNA, HOME, END);
        assertThat(reading.unread(null).messages()).hasSize(2);
        assertThat(reading.later()).contains(END);
    }
}
