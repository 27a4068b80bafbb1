package dev.kendall.store.airtable;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.page.Cursor;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.thread.ThreadId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A user's messages, newest first, read only as far as a page needs.
 *
 * <p>Airtable sorts and filters by the field of the time, in milliseconds; what is left over is the caller's to leave out. Where that field is not
 * one that Kendall can write as a time, everything that the other conditions leave is read. Messages without a time stand at its end, wherever their
 * record's time of creation would put them, and so are read besides.
 */
final class Messages {
    private static final String LISTING = "messages";
    private static final int SOME = 10;

    /** Where a page begins: behind this message. */
    private record Place(Instant time, MessageId id) {
        boolean isAfter(Message message) {
            int order = message.createdAt().compareTo(time);
            return order < 0 || order == 0 && message.id().compareTo(id) < 0;
        }
    }

    private final TableLayout table;
    private final UserRows rows;

    Messages(BaseTables base, UserRows rows) {
        this.table = base.table(AirtableTable.MESSAGES);
        this.rows = rows;
    }

    /** At least the messages that the page and the one after it begin with. */
    List<LoadedRow> page(MessageFilter filter, PageRequest request) {
        Place before = before(request);
        Predicate<Message> wanted = message -> filter.matches(message) && (before == null || before.isAfter(message));
        return newest(threads(filter), times(filter, before), wanted, request.limit() + 1);
    }

    /** At least the newest {@code count} messages. */
    List<LoadedRow> newest(int count) {
        return newest(List.of(), List.of(), message -> true, count);
    }

    /** Some messages of the thread, at least one where there is any. */
    List<LoadedRow> some(ThreadId thread) {
        Formula condition = all(threads(MessageFilter.in(thread)));
        List<LoadedRow> first = some(thread, UserRows.Reading.where(condition).atMost(SOME));
        // Those of others who are called alike may come before.
        return first.isEmpty() ? some(thread, UserRows.Reading.where(condition)) : first;
    }

    private List<LoadedRow> some(ThreadId thread, UserRows.Reading reading) {
        return rows.read(AirtableTable.MESSAGES, reading).stream()
                .filter(row -> message(row).thread().equals(thread))
                .limit(1)
                .toList();
    }

    private List<LoadedRow> newest(
            List<Formula> conditions, List<Formula> times, Predicate<Message> wanted, int count) {
        Column time = time();
        if (time == null) {
            return rows.read(AirtableTable.MESSAGES, UserRows.Reading.where(all(conditions)));
        }
        boolean[] stopped = {false};
        List<Formula> dated = new ArrayList<>(conditions);
        dated.addAll(times);
        List<LoadedRow> found = new ArrayList<>(rows.read(
                AirtableTable.MESSAGES, UserRows.Reading.where(all(dated)).newestBy(time.name(), progress -> {
                    stopped[0] = isEnough(progress, time, wanted, count);
                    return stopped[0];
                })));
        if (stopped[0] || !times.isEmpty()) {
            List<Formula> undated = new ArrayList<>(conditions);
            undated.add(Formula.eq(Formula.field(time.name()), Formula.blank()));
            found.addAll(rows.read(AirtableTable.MESSAGES, UserRows.Reading.where(all(undated))));
        }
        return found;
    }

    /** Whether so many were read, and everything of the last one's millisecond. */
    private static boolean isEnough(UserRows.Progress progress, Column time, Predicate<Message> wanted, int count) {
        Optional<Instant> least = progress.rows().stream()
                .map(Messages::message)
                .filter(wanted)
                .map(Message::createdAt)
                .sorted(Comparator.reverseOrder())
                .skip(count - 1L)
                .findFirst();
        Instant last =
                CellValues.time(progress.last().fields().path(time.name()).asText(""));
        return least.isPresent()
                && last != null
                && last.isBefore(least.get().truncatedTo(ChronoUnit.MILLIS).minusMillis(1));
    }

    private static Message message(LoadedRow row) {
        return ((OfMessage) row.row()).message();
    }

    /** The messages that Kendall has not written, of one thread or of all. */
    List<LoadedRow> unstamped(@Nullable ThreadId thread) {
        List<Formula> conditions = new ArrayList<>();
        if (thread != null) {
            conditions.addAll(threads(MessageFilter.in(thread)));
        }
        if (table.kendall().contains(KendallField.ID)) {
            conditions.add(Formula.empty(Formula.field(KendallField.ID.title())));
        }
        return rows.read(AirtableTable.MESSAGES, UserRows.Reading.where(all(conditions))).stream()
                .filter(row -> !row.isStamped()
                        && (thread == null || message(row).thread().equals(thread)))
                .toList();
    }

    /** The messages that Kendall has written, by the text of their ids, read as the iteration goes. */
    Iterable<List<LoadedRow>> byId() {
        if (!table.kendall().contains(KendallField.ID)) {
            return List.of();
        }
        String id = KendallField.ID.title();
        return rows.sorted(AirtableTable.MESSAGES, Formula.not(Formula.empty(Formula.field(id))), id);
    }

    private static @Nullable Formula all(Collection<Formula> conditions) {
        return conditions.isEmpty() ? null : Formula.and(conditions);
    }

    /** The threads of the filter, where none of them is made up for messages without one; else no condition. */
    List<Formula> threads(MessageFilter filter) {
        boolean comparable = !filter.threads().isEmpty()
                && filter.threads().stream().noneMatch(id -> id.value().startsWith("airtable/"));
        return comparable
                ? List.of(Formula.in(
                        Formula.field(table.nameOf(AirtableField.MESSAGE_THREAD)),
                        filter.threads().stream().map(MessageMapping::cell)))
                : List.of();
    }

    private List<Formula> times(MessageFilter filter, @Nullable Place before) {
        Column time = time();
        if (time == null) {
            return List.of();
        }
        Formula cell = Formula.field(time.name());
        List<Formula> times = new ArrayList<>();
        if (filter.from() != null) {
            times.add(
                    Formula.not(Formula.before(cell, Formula.time(filter.from().minusMillis(1)))));
        }
        Instant until = filter.to();
        if (before != null && (until == null || before.time().isBefore(until))) {
            until = before.time();
        }
        if (until != null) {
            times.add(Formula.not(Formula.after(cell, Formula.time(until.plusMillis(1)))));
        }
        return times;
    }

    /** The field of the time where Kendall writes it and Airtable orders by it. */
    private @Nullable Column time() {
        Column column = table.column(AirtableField.MESSAGE_TIME);
        return column != null && column.type().equals("dateTime") ? column : null;
    }

    private static @Nullable Place before(PageRequest request) {
        Cursor after = request.after();
        if (after == null) {
            return null;
        }
        try {
            List<String> key = after.key(LISTING, 2);
            return new Place(Instant.parse(key.get(0)), MessageId.of(key.get(1)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("this cursor is damaged; start the listing without one", e);
        }
    }
}
