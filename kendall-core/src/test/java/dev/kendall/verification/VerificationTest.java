package dev.kendall.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Cancelled;
import dev.kendall.fixture.RecordChange;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private final FilledStorage left = new FilledStorage(1, 8);

    /** Reads what another side reads. */
    private static class Passing implements RowSource {
        private final RowSource rows;

        Passing(InMemoryStorage storage) {
            this.rows = RowSource.of(storage);
        }

        @Override
        public Set<Capability> capabilities() {
            return rows.capabilities();
        }

        @Override
        public Iterator<UserId> users() {
            return rows.users();
        }

        @Override
        public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
            return rows.rows(user, kind);
        }

        @Override
        public Optional<StoredRow> find(EntityRef ref) {
            return rows.find(ref);
        }

        @Override
        public List<ExternalId> externalIds(EntityRef ref) {
            return rows.externalIds(ref);
        }
    }

    @Test
    void empty_storages_are_equal() {
        VerificationReport report = Verification.of(FilledStorage.empty(), FilledStorage.empty())
                .build()
                .run();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.byKind()).containsOnlyKeys(EntityKind.values());
        assertThat(report)
                .hasToString("equal (USER 0/0, THREAD 0/0, MESSAGE 0/0, CONTACT 0/0, PATTERN 0/0, MEMORY 0/0)");
    }

    @Test
    void a_run_that_goes_on_from_any_checkpoint_finds_the_same() {
        InMemoryStorage right = left.copy();
        for (StoredRow row : FilledStorage.rows(right, EnumSet.of(EntityKind.MESSAGE))) {
            FilledStorage.put(right, Planted.changed(row, "text"));
        }
        List<String> kept = new ArrayList<>();
        Verification verification = Verification.of(left.storage(), right)
                .checkpointRows(1)
                .onCheckpoint(report -> kept.add(report.toJson()))
                .build();

        VerificationReport whole = verification.run();

        assertThat(kept).hasSize(8 + 1);
        for (String json : List.copyOf(kept)) {
            VerificationReport checkpoint = VerificationReport.fromJson(json);
            assertThat(checkpoint.isEqual()).isFalse();
            assertThat(verification.resume(checkpoint)).isEqualTo(whole);
        }
        assertThat(whole.differing()).isEqualTo(8 * 6);
    }

    @Test
    void a_checkpoint_of_other_kinds_is_refused() {
        VerificationReport messages = Verification.of(left.storage(), left.storage())
                .kinds(Set.of(EntityKind.MESSAGE))
                .build()
                .run();
        Verification all = Verification.of(left.storage(), left.storage()).build();

        assertThat(messages.byKind()).containsOnlyKeys(EntityKind.MESSAGE);
        assertThatThrownBy(() -> all.resume(messages))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[MESSAGE]");
    }

    @Test
    void a_row_that_is_written_meanwhile_is_read_again() {
        InMemoryStorage right = left.copy();
        Message message = ((StoredRow.OfMessage) left.any(EntityKind.MESSAGE)).message();
        StoredRow old = Planted.changed(new StoredRow.OfMessage(message), "text");
        RowSource late = new Passing(right) {
            @Override
            public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
                List<StoredRow> rows = new ArrayList<>();
                super.rows(user, kind)
                        .forEachRemaining(row -> rows.add(row.ref().equals(old.ref()) ? old : row));
                return rows.iterator();
            }
        };

        assertThat(Verification.of(RowSource.of(left.storage()), late)
                        .build()
                        .run()
                        .isEqual())
                .isTrue();
        assertThat(Verification.of(RowSource.of(left.storage()), late)
                        .rereads(0)
                        .build()
                        .run()
                        .differences())
                .singleElement()
                .hasToString("message " + message.id() + " of user " + message.user() + ": changed in text");
    }

    @Test
    void a_row_that_is_gone_on_both_sides_meanwhile_counts_nowhere() {
        InMemoryStorage right = left.copy();
        StoredRow gone = left.unknown(EntityKind.PATTERN);
        RowSource late = new Passing(right) {
            @Override
            public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
                List<StoredRow> rows = new ArrayList<>();
                super.rows(user, kind).forEachRemaining(rows::add);
                if (kind == EntityKind.PATTERN && user.equals(gone.ref().user())) {
                    rows.add(gone);
                    rows.sort(Comparator.comparing(row -> row.ref().id()));
                }
                return rows.iterator();
            }
        };

        VerificationReport report =
                Verification.of(RowSource.of(left.storage()), late).build().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.byKind().get(EntityKind.PATTERN).right()).isEqualTo(16);
    }

    @Test
    void single_rows_are_looked_at_again_as_they_are_now() {
        InMemoryStorage right = left.copy();
        List<StoredRow> rows = FilledStorage.rows(right, EnumSet.allOf(EntityKind.class));
        List<EntityRef> refs = rows.stream().map(StoredRow::ref).toList();
        Verification verification = Verification.of(left.storage(), right).build();
        StoredRow message = left.any(EntityKind.MESSAGE);
        StoredRow contact = left.any(EntityKind.CONTACT);
        EntityRef nowhere = left.unknown(EntityKind.PATTERN).ref();

        assertThat(verification.lookAgain(refs)).isEmpty();
        FilledStorage.put(right, Planted.changed(message, "text"));
        right.rows().delete(contact.ref());

        assertThat(verification.lookAgain(refs))
                .extracting(Difference::toString)
                .containsExactlyInAnyOrder(
                        "message " + message.ref().id() + " of user "
                                + message.ref().user() + ": changed in text",
                        "contact " + contact.ref().id() + " of user "
                                + contact.ref().user() + ": missing");
        assertThat(verification.lookAgain(List.of(nowhere))).isEmpty();
        assertThat(verification.lookAgain(List.of())).isEmpty();
    }

    @Test
    void rows_out_of_order_are_refused() {
        RowSource descending = new Passing(left.copy()) {
            @Override
            public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
                List<StoredRow> rows = new ArrayList<>();
                super.rows(user, kind).forEachRemaining(row -> rows.add(0, row));
                return rows.iterator();
            }
        };

        assertThatThrownBy(() -> Verification.of(RowSource.of(left.storage()), descending)
                        .build()
                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are not listed in ascending order");
    }

    @Test
    void what_one_side_cannot_hold_is_not_compared() {
        InMemoryStorage right = left.copy();
        StoredRow.OfMemory memory = (StoredRow.OfMemory) left.any(EntityKind.MEMORY);
        FilledStorage.put(right, new StoredRow.OfMemory(memory.memory(), List.of()));
        right.externalIds().link(memory.ref(), ExternalId.of("crm", "7"));
        RowSource less = new Passing(right) {
            @Override
            public Set<Capability> capabilities() {
                return Set.of();
            }

            @Override
            public List<ExternalId> externalIds(EntityRef ref) {
                throw new AssertionError("it cannot hold them");
            }
        };

        assertThat(Verification.of(left.storage(), right).build().run().differing())
                .isOne();
        assertThat(Verification.of(RowSource.of(left.storage()), less)
                        .build()
                        .run()
                        .isEqual())
                .isTrue();
    }

    @Test
    void external_ids_of_some_systems_only() {
        InMemoryStorage right = left.copy();
        right.externalIds().link(left.any(EntityKind.USER).ref(), ExternalId.of("crm", "7"));

        assertThat(Verification.of(left.storage(), right)
                        .externalSystems(system -> system.startsWith("legacy/"))
                        .build()
                        .run()
                        .isEqual())
                .isTrue();
    }

    @Test
    void some_users_only() {
        InMemoryStorage right = left.copy();
        StoredRow changed = Planted.changed(left.any(EntityKind.MESSAGE), "text");
        FilledStorage.put(right, changed);

        VerificationReport others = Verification.of(left.storage(), right)
                .users(user -> !user.equals(changed.ref().user()))
                .build()
                .run();
        VerificationReport one = Verification.of(left.storage(), right)
                .users(changed.ref().user()::equals)
                .build()
                .run();

        assertThat(others.isEqual()).isTrue();
        assertThat(others.byKind().get(EntityKind.USER).left()).isEqualTo(7);
        assertThat(one.differing()).isOne();
    }

    @Test
    void what_dangles_is_told_and_is_no_difference_when_it_dangles_on_both_sides() {
        Message message = ((StoredRow.OfMessage) left.any(EntityKind.MESSAGE)).message();
        StoredRow.OfMemory memory = (StoredRow.OfMemory) left.unknown(EntityKind.MEMORY);
        memory = new StoredRow.OfMemory(
                RecordChange.with(
                        RecordChange.with(memory.memory(), "user", message.user()), "sources", List.of(message.id())),
                List.of());
        FilledStorage.put(left.storage(), memory);
        left.storage().rows().delete(EntityRef.of(message.user(), message.id()));
        VerificationReport before =
                Verification.of(left.storage(), left.storage()).build().run();
        InMemoryStorage right = left.copy();

        VerificationReport report =
                Verification.of(left.storage(), right).build().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.danglingCounts()).isEqualTo(before.danglingCounts());
        assertThat(report.danglingCounts()).containsKeys("left memory.sources", "right memory.sources");
        assertThat(report.dangling())
                .contains(new DanglingReference(
                        DanglingReference.Side.RIGHT,
                        memory.ref(),
                        "sources",
                        EntityRef.of(message.user(), message.id())));
        assertThat(Verification.of(left.storage(), right)
                        .withoutReferences()
                        .build()
                        .run()
                        .danglingCounts())
                .isEmpty();
    }

    @Test
    void values_are_told_only_when_asked_for() {
        InMemoryStorage right = left.copy();
        Message message = ((StoredRow.OfMessage) left.any(EntityKind.MESSAGE)).message();
        FilledStorage.put(right, new StoredRow.OfMessage(RecordChange.with(message, "text", "the secret")));
        Verification.Builder builder = Verification.of(left.storage(), right);

        assertThat(builder.build().run().toJson()).doesNotContain("secret");
        assertThat(builder.tellingValues().build().run().differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.fields())
                        .containsExactly(new FieldDifference(
                                "text", message.text().isEmpty() ? null : message.text(), "the secret")))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void progress_is_told_in_rows_of_both_sides() {
        FilledStorage many = new FilledStorage(3, 40);
        List<Long> told = new ArrayList<>();

        VerificationReport report = Verification.of(many.storage(), many.copy())
                .onProgress(told::add)
                .build()
                .run();

        assertThat(told).hasSizeGreaterThan(2).isSorted();
        assertThat(told.get(told.size() - 1)).isEqualTo(report.rows()).isEqualTo(2 * 40 * 16);
    }

    @Test
    void an_interrupt_ends_the_run() {
        Verification verification = Verification.of(left.storage(), left.copy()).build();

        Thread.currentThread().interrupt();

        assertThatThrownBy(verification::run).isInstanceOf(Cancelled.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
