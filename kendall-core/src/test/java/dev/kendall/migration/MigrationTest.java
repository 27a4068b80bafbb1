package dev.kendall.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.embedding.Embedder;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.fixture.ManualClock;
import dev.kendall.fixture.RecordChange;
import dev.kendall.fixture.WordModel;
import dev.kendall.memory.Memory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.verification.KindSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
    @TempDir
    private Path folder;

    private final InMemoryStorage target = InMemoryStorage.builder()
            .clock(new ManualClock("2026-06-01T00:00:00Z"))
            .build();
    private final LegacyTables source = new LegacyTables(1);

    private Migration.Builder migration() {
        return migration(source, target);
    }

    private Migration.Builder migration(MigrationSource from, ReplicaStorage to) {
        return Migration.from(from)
                .to(MigrationSink.of(to))
                .workFolder(folder.resolve("work"))
                .windowRows(10)
                .partRows(30);
    }

    private static long rows(ReplicaStorage storage) {
        long rows = 0;
        for (var user :
                Page.each(PageRequest.first(100), page -> storage.users().list(page))) {
            for (EntityKind kind : EntityKind.values()) {
                for (var row :
                        Page.each(PageRequest.first(100), page -> storage.rows().list(user.id(), kind, page))) {
                    rows += row == null ? 0 : 1;
                }
            }
        }
        return rows;
    }

    @Test
    void everything_is_moved_and_a_second_run_changes_nothing() {
        source.fill(7, 9);

        MigrationReport first = migration().run();
        long stored = rows(target);
        MigrationReport second = migration().run();

        assertThat(first.isEqual()).isTrue();
        assertThat(stored).isEqualTo(source.size() - 1 + 7 * 3).isEqualTo(first.added());
        assertThat(first.rounds()).isEqualTo(2);
        assertThat(second.rounds()).isEqualTo(3);
        assertThat(second.isEqual()).isTrue();
        assertThat(second.mended() + second.deleted()).isZero();
        assertThat(second.added()).isEqualTo(first.added());
        assertThat(rows(target)).isEqualTo(stored);
        assertThat(first.verification().byKind().values())
                .extracting(KindSummary::left)
                .containsExactly(7L, 21L, 63L, 21L, 21L);
    }

    @Test
    void the_records_are_linked() {
        UserId user = source.user();
        Message message = source.message(user, "t", Role.USER);

        migration().run();

        assertThat(target.externalIds().findUser(ExternalId.of("legacy/Users", "recU0")))
                .contains(user);
        assertThat(target.externalIds().list(EntityRef.of(user, message.id())))
                .containsExactly(ExternalId.of("legacy/Messages", "recM1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_run_that_dies_anywhere_is_gone_on_with(long seed) {
        Random random = new Random(seed);
        source.fill(6, 8);
        int[] left = {0};
        source.listening(call -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        });
        MigrationSink dying = new MigrationSink() {
            private final MigrationSink sink = MigrationSink.of(target);

            @Override
            public long add(List<StoredRow> rows, BiConsumer<EntityRef, String> onRejected) {
                // Some of them are stored when it dies.
                int stored = random.nextInt(rows.size() + 1);
                sink.add(rows.subList(0, stored), (row, reason) -> {});
                if (random.nextInt(3) == 0) {
                    throw new Killed();
                }
                return stored + sink.add(rows, onRejected);
            }

            @Override
            public void link(List<Link> links, BiConsumer<EntityRef, String> onRejected) {
                sink.link(links.subList(0, random.nextInt(links.size() + 1)), onRejected);
                if (random.nextInt(3) == 0) {
                    throw new Killed();
                }
                sink.link(links, onRejected);
            }

            @Override
            public ReplicaStorage target() {
                return target;
            }
        };
        MigrationReport report = null;
        for (int kills = 0; report == null; kills++) {
            left[0] = kills > 60 ? Integer.MAX_VALUE : random.nextInt(120);
            try {
                report = migration(source, target)
                        .to(dying)
                        .onProgress(progress -> {
                            if (random.nextInt(40) == 0) {
                                throw new Killed();
                            }
                        })
                        .run();
            } catch (Killed e) {
                assertThat(kills).isLessThan(1_000);
            }
        }

        assertThat(report.isEqual()).isTrue();
        assertThat(rows(target)).isEqualTo(source.size() - 1 + 6 * 3);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void a_run_that_dies_reads_no_window_twice() {
        source.fill(10, 30);
        List<MigrationProgress> told = new ArrayList<>();
        assertThatThrownBy(() -> migration()
                        .onProgress(progress -> {
                            told.add(progress);
                            if (progress.subject().equals("Messages") && progress.done() > 200) {
                                throw new Killed();
                            }
                        })
                        .run())
                .isInstanceOf(Killed.class);
        int before = source.listed(LegacyTables.MESSAGES);

        assertThatThrownBy(() -> migration()
                        .onProgress(progress -> {
                            if (progress.step() == MigrationStep.TRANSFORM) {
                                throw new Killed();
                            }
                        })
                        .run())
                .isInstanceOf(Killed.class);

        assertThat(source.listed(LegacyTables.MESSAGES) - before).isLessThan(301 - 200 + 5 * 20);
    }

    @Test
    void what_the_source_has_become_since_is_reconciled() {
        source.fill(3, 6);
        UserId user = source.user();
        Message deleted = source.message(user, "gone", Role.USER);
        Message stays = source.message(user, "stays", Role.USER);
        Contact contact = source.contact(user, "Ann", "+442079460999", null);
        migration().run();
        assertThat(target.threads().find(user, ThreadId.of("gone"))).isPresent();

        source.records(LegacyTables.MESSAGES)
                .values()
                .removeIf(record -> record.row() instanceof StoredRow.OfMessage of
                        && of.message().equals(deleted));
        String record = source.records(LegacyTables.CONTACTS).values().stream()
                .filter(each -> each.row().equals(new StoredRow.OfContact(contact)))
                .findFirst()
                .orElseThrow()
                .record();
        Contact changed = contact.withNotes("tall").withPhone("+442079460998");
        source.put(LegacyTables.CONTACTS, Exported.of(record, contact.created(), new StoredRow.OfContact(changed)));
        Message said = source.message(user, "new", Role.USER);
        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(target.chat().find(user, deleted.id())).isEmpty();
        assertThat(target.threads().find(user, ThreadId.of("gone"))).isEmpty();
        assertThat(target.chat().find(user, stays.id())).contains(stays);
        assertThat(target.chat().find(user, said.id())).contains(said);
        assertThat(target.contacts().find(user, contact.id())).contains(changed);
        assertThat(report.deleted()).isEqualTo(2);
        assertThat(target.externalIds().list(EntityRef.of(user, said.id()))).hasSize(1);
    }

    @Test
    void a_row_that_changed_hands_is_in_one_hand() {
        UserId anna = source.user();
        UserId ben = source.user();
        Contact contact = source.contact(anna, "Ann", "+442079460999", null);
        migration().run();

        String record =
                source.records(LegacyTables.CONTACTS).keySet().iterator().next();
        source.put(
                LegacyTables.CONTACTS,
                Exported.of(
                        record, contact.created(), new StoredRow.OfContact(RecordChange.with(contact, "user", ben))));
        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(target.contacts().find(anna, contact.id())).isEmpty();
        assertThat(target.contacts().find(ben, contact.id())).isPresent();
    }

    @Test
    void a_user_whose_record_and_rows_are_gone_is_gone() {
        source.fill(1, 2);
        UserId user = source.user();
        source.message(user, "t", Role.USER);
        migration().run();

        for (SourceTable table : source.tables()) {
            source.records(table)
                    .values()
                    .removeIf(record ->
                            record.row() != null && record.row().ref().user().equals(user));
        }
        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(target.users().find(user)).isEmpty();
    }

    @Test
    void what_is_newer_in_the_target_is_left_alone_and_so_is_what_is_none_of_the_sources() {
        source.fill(2, 2);
        UserId user = source.user();
        Contact contact = source.contact(user, "Ann", null, null);
        migration().run();
        target.contacts().update(contact.withNotes("changed in Kendall"));
        target.users().save(UserId.of("new in Kendall"), Profile.empty());

        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isFalse();
        assertThat(report.newer()).isOne();
        assertThat(report.verification().differences())
                .extracting(difference -> difference.row())
                .containsExactlyInAnyOrder(EntityRef.of(UserId.of("new in Kendall")), EntityRef.of(user, contact.id()));
        assertThat(target.contacts().find(user, contact.id()).orElseThrow().notes())
                .isEqualTo("changed in Kendall");
    }

    @Test
    void a_record_that_cannot_be_read_any_more_deletes_nothing() {
        UserId user = source.user();
        Message message = source.message(user, "t", Role.USER);
        migration().run();
        String record =
                source.records(LegacyTables.MESSAGES).keySet().iterator().next();
        source.put(
                LegacyTables.MESSAGES,
                Exported.rejected(record, message.createdAt(), new Note("message", "it is no text")));

        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isFalse();
        assertThat(report.rejects()).containsExactly(new Rejection(record, "Messages", "message", "it is no text"));
        assertThat(target.chat().find(user, message.id())).contains(message);
    }

    @Test
    void a_delete_between_the_reading_and_the_mending_is_not_undone() {
        source.fill(1, 3);
        UserId user = source.user();
        Message message = source.message(user, "t", Role.USER);
        migration().run();
        // The application deletes on both sides, between the reading of the table and the comparison.
        migration()
                .onProgress(progress -> {
                    if (progress.step() == MigrationStep.TRANSFORM && progress.round() == 3) {
                        source.records(LegacyTables.MESSAGES)
                                .values()
                                .removeIf(record -> new StoredRow.OfMessage(message).equals(record.row()));
                        target.chat().delete(user, message.id());
                    }
                })
                .run();

        assertThat(target.chat().find(user, message.id())).isEmpty();
        assertThat(migration().run().isEqual()).isTrue();
        assertThat(target.chat().find(user, message.id())).isEmpty();
    }

    @Test
    void a_dry_run_writes_nothing_and_says_what_is_missing() {
        source.fill(3, 4);

        MigrationReport report = migration().dryRun().run();

        assertThat(report.dryRun()).isTrue();
        assertThat(rows(target)).isZero();
        assertThat(report.isEqual()).isFalse();
        assertThat(report.verification().byKind().get(EntityKind.MESSAGE).missing())
                .isEqualTo(12);
        assertThat(report.rejected()).isOne();
        assertThat(migration().run().isEqual()).isTrue();
    }

    @Test
    void only_some_kinds_with_their_users() {
        source.fill(2, 4);

        MigrationReport report = migration().only(Set.of(EntityKind.MESSAGE)).run();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.verification().kinds())
                .containsExactlyInAnyOrder(EntityKind.USER, EntityKind.THREAD, EntityKind.MESSAGE);
        assertThat(rows(target)).isEqualTo(2 + 2 * 3 + 8);
    }

    @Test
    void the_folder_of_another_migration_is_refused() {
        source.fill(1, 1);
        migration().run();

        assertThatThrownBy(() -> migration().only(Set.of(EntityKind.CONTACT)).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of legacy with Users, Messages, Contacts, Memories")
                .hasMessageContaining("name another work folder");
    }

    @Test
    void two_runs_at_once_are_refused() {
        source.fill(1, 1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();

        migration()
                .onProgress(progress -> {
                    try {
                        migration().run();
                    } catch (IllegalStateException e) {
                        failures.add(e);
                    }
                })
                .run();

        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("another migration works in"));
    }

    @Test
    void rejects_and_warnings_are_lines_of_json() throws IOException {
        source.fill(1, 2);

        MigrationReport report = migration().run();

        assertThat(Files.readAllLines(folder.resolve("work/rejects.jsonl")))
                .containsExactly(
                        "{\"record\":\"recBad\",\"table\":\"Messages\",\"field\":\"recordId\",\"reason\":\"it names no user\"}");
        assertThat(Files.readAllLines(folder.resolve("work/warnings.jsonl")))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("same phone number"))
                .anySatisfy(line -> assertThat(line).contains("same e-mail address"))
                .anySatisfy(line -> assertThat(line).contains("successor"));
        assertThat(report.tables().stream().mapToLong(TableSummary::warned).sum())
                .isEqualTo(3);
    }

    @Test
    void a_line_that_was_cut_by_a_crash_is_passed_over() throws IOException {
        source.fill(2, 20);
        assertThatThrownBy(() -> migration()
                        .onProgress(progress -> {
                            if (progress.step() == MigrationStep.TRANSFORM) {
                                throw new Killed();
                            }
                        })
                        .run())
                .isInstanceOf(Killed.class);
        Path log = folder.resolve("work/round-1/export/table-2/windows.jsonl");
        String whole = Files.readString(log);
        Files.writeString(log, whole.substring(0, whole.length() - 20), StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(migration().run().isEqual()).isTrue();
        assertThat(rows(target)).isEqualTo(source.size() - 1 + 2 * 3);
    }

    @Test
    void rows_are_embedded_in_the_background() {
        source.fill(2, 5);
        Embedder embedder = Embedder.of(new WordModel());

        MigrationReport report = migration().embedder(embedder).run();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.embedded()).isEqualTo(10 + 6);
        assertThat(target.vectors()
                        .listUnembedded(embedder.space(), PageRequest.first(10))
                        .items())
                .isEmpty();
        assertThat(migration().embedder(embedder).run().embedded()).isZero();
    }

    @Test
    void progress_knows_what_is_left() {
        source.fill(4, 10);
        List<MigrationProgress> told = new ArrayList<>();

        migration().onProgress(told::add).run();

        assertThat(told).extracting(MigrationProgress::step).contains(MigrationStep.EXPORT, MigrationStep.IMPORT);
        assertThat(told.stream().filter(each -> each.step() == MigrationStep.EXPORT && each.round() == 2))
                .isNotEmpty()
                .filteredOn(each -> each.subject().equals("Messages"))
                .allSatisfy(each -> assertThat(each.total()).isEqualTo(41));
    }

    @Test
    void a_user_may_be_known_by_rows_alone() {
        UserId user = UserId.of("nobody");
        Message message = source.message(user, "t", Role.ASSISTANT);

        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(target.users().find(user))
                .contains(new User(user, Profile.empty(), message.createdAt(), message.createdAt(), 1));
        assertThat(target.threads().find(user, message.thread()).orElseThrow().title())
                .isNull();
    }

    @Test
    void of_two_records_with_one_id_the_older_is_taken() {
        UserId user = source.user();
        Memory memory = source.memory(user, "drink", null);
        source.put(
                LegacyTables.MEMORIES,
                Exported.of(
                        "recCopy",
                        memory.recordedAt().plusSeconds(1),
                        new StoredRow.OfMemory(RecordChange.with(memory, "value", "tea"), List.of())));

        MigrationReport report = migration().run();

        assertThat(report.isEqual()).isTrue();
        assertThat(target.memories().find(user, memory.id()).orElseThrow().value())
                .isEqualTo(memory.value());
        assertThat(report.rejects())
                .containsExactly(new Rejection(
                        "recCopy", "Memories", "", "another record, recM1, has the same id, " + memory.id()));
    }

    @Test
    void a_thread_is_titled_by_what_the_user_said_first() {
        UserId user = source.user();
        Message first = source.message(user, "t", Role.USER);
        for (int i = 0; i < 9; i++) {
            Message next = source.message(user, "t", i % 2 == 0 ? Role.ASSISTANT : Role.USER);
            if (next.role() == Role.USER && next.createdAt().isBefore(first.createdAt())) {
                first = next;
            }
        }

        migration().run();

        assertThat(target.threads().find(user, ThreadId.of("t")).orElseThrow().title())
                .isEqualTo(first.text());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void windows_lie_side_by_side_and_few_records_are_read_twice(boolean ascending) {
        if (ascending) {
            source.ascending();
        }
        UserId user = source.user();
        for (int i = 0; i < 3_000; i++) {
            source.message(user, "t", Role.USER);
        }

        MigrationReport report = migration().windowRows(50).run();

        List<Long> windows = report.throughput().stream()
                .filter(point -> point.round() == 1 && point.table().equals("Messages"))
                .map(MigrationReport.Point::records)
                .toList();
        assertThat(windows.stream().mapToLong(Long::longValue).sum()).isEqualTo(3_000);
        assertThat(windows.size()).isBetween(30, 300);
        assertThat(windows).allMatch(records -> records <= 100);
        // Both rounds read all of them.
        assertThat(source.listed(LegacyTables.MESSAGES)).isLessThan(2 * 3_000 * 3 / 2);
        assertThat(report.isEqual()).isTrue();
    }

    @Test
    void a_second_that_holds_many_records_is_read_whole() {
        UserId user = source.user();
        for (int i = 0; i < 500; i++) {
            Message message = source.message(user, "t", Role.USER);
            String record = "recS" + i;
            source.put(
                    LegacyTables.MESSAGES,
                    Exported.of(
                            record,
                            Instant.parse("2025-05-05T05:05:05Z"),
                            new StoredRow.OfMessage(RecordChange.with(message, "id", new MessageId(new UUID(7, i))))));
        }

        assertThat(migration().run().isEqual()).isTrue();
        assertThat(rows(target)).isEqualTo(1 + 1 + 1_000);
    }
}
