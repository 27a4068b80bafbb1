package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityKind;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Listings of message rows, page by page: what they cost, and that they give each row once whatever happens between two pages. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MessagePagesTest {
    private static final int MESSAGES = 430;
    private static final int LEGACY = 120;
    private static final ThreadId THREAD = ThreadId.of("thread_1700000000000_abc");

    private final FakeBase base = AirtableFixture.base();
    private final AirtableStorage storage =
            AirtableStorage.builder(AirtableFixture.options(base).build()).open();
    private final LegacyRecords legacy = new LegacyRecords(base);
    private final UserId ann = UserId.of(legacy.user("Ann Lee"));
    private final List<MessageId> ids = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (int i = 0; i < LEGACY; i++) {
            legacy.message(ann.value(), Map.of("message", "legacy " + i));
        }
        // As they come, in no order of their ids.
        Random random = new Random(1);
        List<NewMessage> given = new ArrayList<>(IntStream.range(0, MESSAGES)
                .mapToObj(i -> NewMessage.user("text " + i)
                        .withId(new MessageId(new UUID(
                                random.nextLong() & ~0xF000L | 0x7000L,
                                random.nextLong() >>> 2 | 0x8000_0000_0000_0000L))))
                .toList());
        Collections.shuffle(given, random);
        storage.chat().append(ann, THREAD, given);
        Page.each(PageRequest.first(1_000), request -> storage.chat().list(ann, MessageFilter.all(), request))
                .forEach(message -> ids.add(message.id()));
        ids.sort((a, b) -> a.toString().compareTo(b.toString()));
        assertThat(ids).hasSize(MESSAGES + LEGACY);
        base.requests().clear();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private Page<StoredRow> page(PageRequest request) {
        return storage.rows().list(ann, EntityKind.MESSAGE, request);
    }

    private static List<MessageId> idsOf(Iterable<StoredRow> rows) {
        List<MessageId> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(((OfMessage) row).message().id()));
        return ids;
    }

    @Test
    void all_pages_together_read_each_record_once() {
        assertThat(idsOf(Page.each(PageRequest.first(50), this::page))).isEqualTo(ids);
        // 5 pages of Kendall's, 2 of the legacy application's, and the user's record.
        assertThat(base.requests().count()).isBetween(7L, 9L);
    }

    @Test
    void an_iterator_that_airtable_gave_up_costs_the_pages_before_once_more() {
        Page<StoredRow> first = page(PageRequest.first(300));
        long before = base.requests().count();
        base.expireIterators();
        List<StoredRow> rows = new ArrayList<>(first.items());
        Page.each(new PageRequest(300, first.next()), this::page).forEach(rows::add);
        assertThat(idsOf(rows)).isEqualTo(ids);
        assertThat(base.requests().count() - before).isBetween(1L, 7L);
    }

    @Test
    void what_is_written_between_two_pages_is_in_the_second_as_it_is() {
        Page<StoredRow> first = page(PageRequest.first(100));
        MessageId later = ids.get(150);
        MessageId gone = ids.get(151);
        Message changed =
                storage.chat().setAttributes(ann, later, Attributes.none().with("seen", true));
        storage.chat().delete(ann, gone);
        Message fresh = storage.chat().append(ann, THREAD, NewMessage.user("fresh"));
        List<StoredRow> rest = new ArrayList<>();
        Page.each(new PageRequest(100, first.next()), this::page).forEach(rest::add);
        assertThat(rest).contains(new OfMessage(changed), new OfMessage(fresh));
        assertThat(idsOf(rest)).doesNotContain(gone).doesNotHaveDuplicates().hasSize(ids.size() - 100);
    }

    @Test
    void what_is_written_behind_a_listing_does_not_make_it_begin_anew() {
        Page<StoredRow> first = page(PageRequest.first(100));
        storage.rows().put(ann, first.items().subList(0, 5));
        storage.chat().setAttributes(ann, ids.get(3), Attributes.none().with("seen", true));
        base.requests().clear();
        List<StoredRow> rest = new ArrayList<>();
        Page.each(new PageRequest(100, first.next()), this::page).forEach(rest::add);
        assertThat(idsOf(rest)).isEqualTo(ids.subList(100, ids.size()));
        assertThat(base.requests().count()).isLessThanOrEqualTo(5);
    }

    @Test
    void several_listings_of_a_user_go_on_side_by_side() {
        Page<StoredRow> one = page(PageRequest.first(100));
        Page<StoredRow> other = page(PageRequest.first(100));
        assertThat(other).isEqualTo(one);
        PageRequest next = new PageRequest(100, one.next());
        assertThat(page(next)).isEqualTo(page(next)).isEqualTo(page(next));
    }
}
