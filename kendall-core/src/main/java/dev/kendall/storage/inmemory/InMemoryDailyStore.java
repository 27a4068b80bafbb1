package dev.kendall.storage.inmemory;

import dev.kendall.analytics.DailyLimits;
import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyRow.Answers;
import dev.kendall.analytics.DailyStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.internal.Checks;
import dev.kendall.job.JobStatus;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.StateStore;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class InMemoryDailyStore implements DailyStore {
    private static final String LISTING = "states";

    private final Access access;

    InMemoryDailyStore(Access access) {
        this.access = access;
    }

    @Override
    public Counted count(Instant from, Instant until) {
        Counting counting = new Counting(Checks.time("from", from), Checks.time("until", until));
        return access.read(draft -> {
            draft.state().users().values().forEach(counting::add);
            return counting.counted(draft.state().jobs());
        });
    }

    /** What was written in some time. */
    private static final class Counting {
        private final Instant from;
        private final Instant until;
        private final List<Duration> waited = new ArrayList<>();
        private long messages;
        private long activeUsers;

        Counting(Instant from, Instant until) {
            DailyLimits.times(from, until);
            this.from = from;
            this.until = until;
        }

        void add(UserState user) {
            boolean isActive = false;
            Map<ThreadId, Message> before = new HashMap<>();
            for (Row<Message> row : user.messages().values()) {
                Message message = row.item();
                Message previous = before.put(message.thread(), message);
                if (isWithin(message.createdAt())) {
                    messages++;
                    isActive |= message.role() == Role.USER;
                    if (previous != null) {
                        answer(previous, message);
                    }
                }
            }
            activeUsers += isActive ? 1 : 0;
        }

        private void answer(Message question, Message answer) {
            Duration time = Duration.between(question.createdAt(), answer.createdAt());
            if (question.role() == Role.USER
                    && answer.role() == Role.ASSISTANT
                    && time.compareTo(Answers.WITHIN) <= 0) {
                waited.add(time);
            }
        }

        private boolean isWithin(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        Counted counted(Jobs jobs) {
            long succeeded = 0;
            long dead = 0;
            for (StoredJob stored : jobs.byId().values()) {
                Instant finished = stored.job().finishedAt();
                if (finished != null && isWithin(finished)) {
                    succeeded += stored.job().status() == JobStatus.SUCCEEDED ? 1 : 0;
                    dead += stored.job().status() == JobStatus.DEAD ? 1 : 0;
                }
            }
            return new Counted(messages, activeUsers, Answers.of(waited), new DailyRow.Jobs(succeeded, dead));
        }
    }

    private record UsersState(UserId user, String value) {}

    @Override
    public Page<String> states(String key, PageRequest request) {
        Checks.filled("key", key, StateStore.MAX_KEY);
        UserId after = Keyset.after(request, LISTING, 1, parts -> UserId.of(parts.get(0)));
        return access.read(draft -> {
            var users = draft.state().users();
            var rest = after == null ? users : users.tailMap(after, false);
            Page<UsersState> page = Keyset.page(
                    rest.entrySet().stream()
                            .filter(each -> each.getValue().workState().containsKey(key))
                            .map(each -> new UsersState(
                                    each.getKey(), each.getValue().workState().getOrDefault(key, "")))::iterator,
                    state -> true,
                    request,
                    state -> Cursor.of(LISTING, state.user().value()));
            return new Page<>(page.items().stream().map(UsersState::value).toList(), page.next());
        });
    }

    @Override
    public void put(DailyRow row) {
        access.change(draft -> draft.put(row));
    }

    @Override
    public Optional<DailyRow> find(LocalDate day) {
        return access.read(draft -> Optional.ofNullable(draft.state().days().get(day)));
    }

    @Override
    public List<DailyRow> list(LocalDate first, LocalDate last) {
        DailyLimits.days(first, last);
        return access.read(draft -> first.isAfter(last)
                ? List.of()
                : List.copyOf(
                        draft.state().days().subMap(first, true, last, true).values()));
    }
}
