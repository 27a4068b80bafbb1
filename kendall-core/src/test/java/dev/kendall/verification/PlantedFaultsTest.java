package dev.kendall.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.fixture.RecordChange;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of fault, planted in one of two equal storages, is found and named; without one, they are equal. */
class PlantedFaultsTest {
    private static final long[] SEEDS = {1, 2, 3};

    private static VerificationReport verify(FilledStorage left, InMemoryStorage right) {
        return Verification.of(left.storage(), right).build().run();
    }

    /** Finds the one difference there is. */
    private static Difference only(VerificationReport report) {
        assertThat(report.isEqual()).isFalse();
        assertThat(report.differing()).isOne();
        assertThat(report.differences()).hasSize(1);
        Difference difference = report.differences().get(0);
        KindSummary kind = report.byKind().get(difference.row().kind());
        assertThat(kind.isEqual()).isFalse();
        assertThat(kind.differingRanges()).isOne();
        assertThat(report.byKind().values().stream().filter(each -> !each.isEqual()))
                .hasSize(1);
        assertThat(report.ranges().stream().filter(range -> !range.isEqual()))
                .singleElement()
                .satisfies(range -> assertThat(range.range())
                        .isEqualTo(Tally.range(difference.row().user())));
        return difference;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void equal_storages_are_equal(long seed) {
        FilledStorage left = new FilledStorage(seed, 5);

        VerificationReport report = verify(left, left.copy());

        assertThat(report.differences()).isEmpty();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.rows()).isEqualTo(2 * 5 * (1 + 2 + 6 + 2 + 2 + 3));
        assertThat(report.byKind().values())
                .allSatisfy(kind -> assertThat(kind.leftDigest())
                        .isEqualTo(kind.rightDigest())
                        .isNotEqualTo(Digest.NONE));
    }

    @TestFactory
    Stream<DynamicTest> each_field_of_each_kind_counts() {
        return LongStream.of(SEEDS)
                .boxed()
                .flatMap(seed -> Arrays.stream(EntityKind.values())
                        .flatMap(kind -> Planted.fields(new FilledStorage(seed, 3).any(kind)).stream()
                                .map(field -> DynamicTest.dynamicTest(
                                        "seed " + seed + ", " + kind + "." + field,
                                        () -> a_changed_field_is_found(seed, kind, field)))));
    }

    private static void a_changed_field_is_found(long seed, EntityKind kind, String field) {
        FilledStorage left = new FilledStorage(seed, 3);
        InMemoryStorage right = left.copy();
        StoredRow row = prepared(left, right, kind, field);
        StoredRow changed = Planted.changed(row, field);
        if (field.equals("thread")) {
            FilledStorage.put(right, threadOf((StoredRow.OfMessage) changed));
            FilledStorage.put(left.storage(), threadOf((StoredRow.OfMessage) changed));
        }
        FilledStorage.put(right, changed);

        Difference found = only(verify(left, right));

        assertThat(found.row()).isEqualTo(row.ref());
        assertThat(found.what()).isEqualTo(Difference.What.CHANGED);
        String expected = field.equals("attributes") ? "attributes.planted" : field;
        assertThat(found.fields()).containsExactly(new FieldDifference(expected, null, null));
    }

    private static StoredRow threadOf(StoredRow.OfMessage row) {
        return new StoredRow.OfThread(new ChatThread(
                row.message().user(),
                row.message().thread(),
                null,
                Attributes.none(),
                row.message().createdAt(),
                row.message().createdAt(),
                1));
    }

    /** A row of that kind on both sides, in which the field can change alone: it is set, and nothing hangs on it. */
    private static StoredRow prepared(FilledStorage left, InMemoryStorage right, EntityKind kind, String field) {
        StoredRow row = left.any(kind);
        Record domain = Planted.domain(row);
        if (domain instanceof Memory memory) {
            Memory plain = RecordChange.with(memory, "supersededBy", null);
            plain = RecordChange.with(plain, "validTo", null);
            plain = RecordChange.with(plain, "validFrom", Instant.parse("2020-01-01T00:00:00Z"));
            plain = RecordChange.with(plain, "validTo", Instant.parse("2021-01-01T00:00:00Z"));
            plain = RecordChange.with(plain, "expiresAt", Instant.parse("2021-01-01T00:00:00Z"));
            plain = RecordChange.with(plain, "supersededAt", Instant.parse("2021-01-01T00:00:00Z"));
            plain = RecordChange.with(plain, "context", "said so");
            domain = plain;
            if (field.equals("supersededBy")) {
                Memory successor = RecordChange.with(plain, "id", new MemoryId(new UUID(1, 2)));
                StoredRow next = new StoredRow.OfMemory(successor, List.of());
                FilledStorage.put(left.storage(), next);
                FilledStorage.put(right, next);
            }
        } else if (domain instanceof Pattern pattern) {
            Pattern plain = RecordChange.with(pattern, "firstObserved", null);
            plain = RecordChange.with(plain, "lastObserved", Instant.parse("2021-01-01T00:00:00Z"));
            domain = RecordChange.with(plain, "firstObserved", Instant.parse("2020-01-01T00:00:00Z"));
        } else if (domain instanceof Contact contact) {
            Contact plain = RecordChange.with(contact, "lastContacted", contact.created());
            plain = RecordChange.with(plain, "relationship", "dentist");
            domain = RecordChange.with(plain, "notes", "tall");
        } else if (domain instanceof ChatThread thread) {
            domain = thread.withTitle("Wine");
        } else if (domain instanceof Message message) {
            domain = RecordChange.with(message, "speaker", "Nora");
        } else {
            User user = (User) domain;
            domain = user.withProfile(user.profile().toBuilder()
                    .fullName("Nora Quist")
                    .nickname("Nora")
                    .assistantName("Kendall")
                    .useCase("diary")
                    .instructions("be brief")
                    .build());
        }
        StoredRow prepared = Planted.with(row, domain);
        FilledStorage.put(left.storage(), prepared);
        FilledStorage.put(right, prepared);
        return prepared;
    }

    @TestFactory
    Stream<DynamicTest> the_canonical_form_has_every_component() {
        return Arrays.stream(EntityKind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    FilledStorage left = new FilledStorage(7, 3);
                    Set<String> seen = new TreeSet<>();
                    for (String field : Planted.fields(left.any(kind))) {
                        StoredRow row = prepared(left, FilledStorage.empty(), kind, field);
                        new CanonicalForm(Comparison.exact(), false)
                                .of(Planted.changed(row, field), List.of())
                                .fields()
                                .keySet()
                                .forEach(name -> seen.add(name.startsWith("attributes.") ? "attributes" : name));
                    }
                    assertThat(seen).containsExactlyInAnyOrderElementsOf(Planted.fields(left.any(kind)));
                }));
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_row_is_found(EntityKind kind) {
        for (long seed : SEEDS) {
            FilledStorage left = new FilledStorage(seed, 3);
            InMemoryStorage right = left.copy();
            StoredRow row = left.unknown(kind);
            FilledStorage.put(left.storage(), row);

            Difference found = only(verify(left, right));

            assertThat(found.row()).isEqualTo(row.ref());
            assertThat(found.what()).isEqualTo(Difference.What.MISSING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_extra_row_is_found(EntityKind kind) {
        for (long seed : SEEDS) {
            FilledStorage left = new FilledStorage(seed, 3);
            InMemoryStorage right = left.copy();
            StoredRow row = left.unknown(kind);
            FilledStorage.put(right, row);

            Difference found = only(verify(left, right));

            assertThat(found.row()).isEqualTo(row.ref());
            assertThat(found.what()).isEqualTo(Difference.What.EXTRA);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE", "CONTACT", "PATTERN", "MEMORY"})
    void a_resurrected_delete_is_found(EntityKind kind) {
        for (long seed : SEEDS) {
            FilledStorage left = new FilledStorage(seed, 3);
            StoredRow row = left.unknown(kind);
            FilledStorage.put(left.storage(), row);
            InMemoryStorage right = left.copy();
            assertThat(left.storage().rows().delete(row.ref())).isTrue();
            assertThat(right.rows().delete(row.ref())).isTrue();
            assertThat(verify(left, right).isEqual()).isTrue();
            FilledStorage.put(right, row);

            Difference found = only(verify(left, right));

            assertThat(found.row()).isEqualTo(row.ref());
            assertThat(found.what()).isEqualTo(Difference.What.EXTRA);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE", "CONTACT", "PATTERN", "MEMORY"})
    void a_swapped_owner_is_found(EntityKind kind) {
        for (long seed : SEEDS) {
            FilledStorage left = new FilledStorage(seed, 3);
            StoredRow row = left.unknown(kind);
            FilledStorage.put(left.storage(), row);
            InMemoryStorage right = left.copy();
            UserId other = FilledStorage.rows(right, EnumSet.of(EntityKind.USER)).stream()
                    .map(user -> user.ref().user())
                    .filter(user -> !user.equals(row.ref().user()))
                    .findFirst()
                    .orElseThrow();
            StoredRow swapped = Planted.owned(row, other);
            right.rows().delete(row.ref());
            if (kind == EntityKind.MESSAGE) {
                StoredRow thread = threadOf((StoredRow.OfMessage) swapped);
                FilledStorage.put(left.storage(), thread);
                FilledStorage.put(right, thread);
            }
            FilledStorage.put(right, swapped);

            VerificationReport report = verify(left, right);

            assertThat(report.isEqual()).isFalse();
            assertThat(report.byKind().get(kind).left())
                    .isEqualTo(report.byKind().get(kind).right());
            assertThat(report.differences())
                    .containsExactlyInAnyOrder(
                            new Difference(row.ref(), Difference.What.MISSING, List.of(), other),
                            new Difference(
                                    swapped.ref(),
                                    Difference.What.EXTRA,
                                    List.of(),
                                    row.ref().user()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_lost_tag_is_found(long seed) {
        FilledStorage left = new FilledStorage(seed, 3);
        Contact contact = ((StoredRow.OfContact) left.any(EntityKind.CONTACT)).contact();
        FilledStorage.put(left.storage(), new StoredRow.OfContact(contact.withTags(Set.of("family", "wine"))));
        InMemoryStorage right = left.copy();
        FilledStorage.put(right, new StoredRow.OfContact(contact.withTags(Set.of("family"))));

        Difference found = only(verify(left, right));

        assertThat(found.row()).isEqualTo(EntityRef.of(contact.user(), contact.id()));
        assertThat(found.fields()).extracting(FieldDifference::field).containsExactly("tags");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_lost_revision_and_a_changed_one_are_found(long seed) {
        FilledStorage left = new FilledStorage(seed, 3);
        StoredRow.OfMemory row = (StoredRow.OfMemory) left.any(EntityKind.MEMORY);
        for (List<MemoryRevision> history : List.of(
                List.<MemoryRevision>of(), List.of(Planted.changed(row.history().get(0))))) {
            InMemoryStorage right = left.copy();
            FilledStorage.put(right, new StoredRow.OfMemory(row.memory(), history));

            Difference found = only(verify(left, right));

            assertThat(found.row()).isEqualTo(row.ref());
            assertThat(found.fields()).extracting(FieldDifference::field).containsExactly("history.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_external_id_and_one_too_many_are_found(EntityKind kind) {
        for (long seed : SEEDS) {
            FilledStorage left = new FilledStorage(seed, 3);
            EntityRef ref = left.any(kind).ref();
            ExternalId id = ExternalId.of("crm", "planted");
            for (boolean lost : new boolean[] {true, false}) {
                InMemoryStorage right = left.copy();
                (lost ? left.storage() : right).externalIds().link(ref, id);

                Difference found = only(verify(left, right));

                assertThat(found.row()).isEqualTo(ref);
                assertThat(found.fields())
                        .extracting(FieldDifference::field)
                        .containsExactly("externalId.3.crm.planted");
                left.storage().externalIds().unlink(ref.user(), id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void many_faults_are_all_counted_and_only_so_many_kept(long seed) {
        FilledStorage left = new FilledStorage(seed, 20);
        InMemoryStorage right = left.copy();
        List<StoredRow> messages = new ArrayList<>(FilledStorage.rows(right, EnumSet.of(EntityKind.MESSAGE)));
        messages.forEach(row -> FilledStorage.put(right, Planted.changed(row, "text")));

        VerificationReport report =
                Verification.of(left.storage(), right).maxDifferences(7).build().run();

        assertThat(report.differing()).isEqualTo(120);
        assertThat(report.differences()).hasSize(7);
        assertThat(report.fields()).containsOnly(Map.entry("message.text", 120L));
    }
}
