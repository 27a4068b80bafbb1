package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityKind;
import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.privacy.UserExport;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link UserExport}, and of what is left of a user afterwards. */
public abstract class ExportContract extends StorageContract {
    private static final JsonMapper JSON = new JsonMapper();

    /** The kinds of lines, by what erasing destroys. */
    private static final Map<Kind, String> KINDS = Map.of(
            Kind.USERS, "user",
            Kind.THREADS, "thread",
            Kind.MESSAGES, "message",
            Kind.CONTACTS, "contact",
            Kind.PATTERNS, "pattern",
            Kind.MEMORIES, "memory",
            Kind.MEMORY_REVISIONS, "memory_revision",
            Kind.EXTERNAL_IDS, "external_id",
            Kind.JOBS, "job");

    private static final PageRequest FIRST = PageRequest.first(100);

    private Everything everything;

    @BeforeEach
    void prepare() {
        everything = new Everything(storage, capabilities());
    }

    private Kendall kendall() {
        return Kendall.builder(storage).clock(clock).open();
    }

    /** The export's lines, each checked to be a JSON object of its own. */
    private List<JsonNode> export(UserId user) {
        StringWriter out = new StringWriter();
        long count = kendall().export(user, out);
        assertThat(out.toString()).endsWith("\n");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            try {
                lines.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError("a line that is no JSON: " + line, e);
            }
        }
        assertThat(lines).hasSize((int) count);
        return lines;
    }

    private static List<JsonNode> values(List<JsonNode> lines, String kind) {
        return lines.stream()
                .filter(line -> line.path("kind").asText().equals(kind))
                .map(line -> line.path("value"))
                .toList();
    }

    private static List<String> kinds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("kind").asText()).toList();
    }

    @Nested
    class Export {
        @Test
        @Needs({Capability.EXTERNAL_IDS, Capability.MEMORY_HISTORY})
        @ContractRule("EXPORT-1")
        void holds_as_many_of_each_kind_as_erasing_destroys() {
            everything.storeFor(ANNA);
            everything.storeFor(BEN);
            List<JsonNode> lines = export(ANNA);
            KINDS.forEach((kind, name) -> assertThat(values(lines, name))
                    .as(name)
                    .hasSize(everything.counts().getOrDefault(kind, 0L).intValue()));
            assertThat(kinds(lines)).startsWith("export", "user").endsWith("end");
        }

        @Test
        @Needs({Capability.EXTERNAL_IDS, Capability.MEMORY_HISTORY})
        @ContractRule("EXPORT-1")
        void holds_every_field_that_is_set_in_every_record() {
            everything.storeFor(ANNA);
            List<JsonNode> lines = export(ANNA);
            List<Memory> memories =
                    storage.memories().list(ANNA, MemoryFilter.all(), FIRST).items();
            assertFields(lines, "user", List.of(storage.users().get(ANNA)));
            assertFields(lines, "thread", storage.threads().list(ANNA, FIRST).items());
            assertFields(
                    lines,
                    "message",
                    storage.chat().list(ANNA, MessageFilter.all(), FIRST).items());
            assertFields(lines, "contact", storage.contacts().list(ANNA, FIRST).items());
            assertFields(
                    lines,
                    "pattern",
                    storage.patterns().list(ANNA, PatternFilter.all(), FIRST).items());
            assertFields(lines, "memory", memories);
            assertFields(
                    lines,
                    "memory_revision",
                    memories.stream()
                            .flatMap(memory -> storage.memories().history(ANNA, memory.id()).stream())
                            .toList());
        }

        private void assertFields(List<JsonNode> lines, String kind, List<? extends Record> stored) {
            assertThat(values(lines, kind))
                    .as(kind)
                    .extracting(Export::fields)
                    .isEqualTo(stored.stream().map(Export::components).toList());
        }

        private static Set<String> fields(JsonNode value) {
            Set<String> names = new TreeSet<>();
            value.fieldNames().forEachRemaining(names::add);
            return names;
        }

        private static Set<String> components(Record value) {
            Set<String> names = new TreeSet<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    if (component.getAccessor().invoke(value) != null) {
                        names.add(component.getName());
                    }
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(component + " cannot be read", e);
                }
            }
            return names;
        }

        @Test
        @Needs({Capability.EXTERNAL_IDS, Capability.MEMORY_HISTORY})
        @ContractRule("EXPORT-1")
        void holds_what_is_stored_and_nothing_of_others() {
            everything.storeFor(ANNA);
            say(BEN, HOME, "not hers");
            List<JsonNode> lines = export(ANNA);
            assertThat(values(lines, "message"))
                    .extracting(value -> value.path("text").asText())
                    .containsExactly("The garden needs water.", "What does the garden need, John?");
            assertThat(values(lines, "message").get(1).path("id").asText()).isEqualTo(Everything.QUESTION.toString());
            assertThat(values(lines, "message").get(1).path("thread").asText()).isEqualTo(Everything.THREAD.value());
            assertThat(values(lines, "memory"))
                    .extracting(value -> value.path("value").asText())
                    .containsExactlyInAnyOrder("is dry", "is wet");
            assertThat(values(lines, "contact").get(0).path("name").asText()).isEqualTo("John");
            assertThat(values(lines, "user")
                            .get(0)
                            .path("profile")
                            .path("email")
                            .asText())
                    .isEqualTo(Samples.profile().email());
            assertThat(values(lines, "external_id").toString())
                    .contains(Everything.externalId(ANNA, EntityKind.USER).system());
            assertThat(lines.toString()).doesNotContain("not hers");
        }

        @Test
        @Needs({Capability.TRANSACTIONS, Capability.JOBS, Capability.EXTERNAL_IDS})
        @ContractRule("EXPORT-1")
        void holds_the_users_jobs_whatever_became_of_them() {
            JobQueue jobs = transactional().jobs();
            JobRequest learn = JobRequest.of("learn").withUser(ANNA).withPayload("{\"said\":\"hers\"}");
            jobs.enqueue(learn.withTags("a", "b").withPriority(Duration.ofSeconds(2)));
            JobLease lease = jobs.leases()
                    .claim(new JobClaim("w1", Set.of("learn"), 1, Duration.ofMinutes(1), Integer.MAX_VALUE))
                    .get(0);
            jobs.leases().finish(lease, new JobOutcome.Succeeded("one fact"));
            tick();
            jobs.enqueue(learn.withKey("home").withDelay(Duration.ofHours(1)).withTtl(Duration.ofDays(1)));
            jobs.enqueue(learn.withIdempotency("once", Duration.ofHours(1)));
            jobs.enqueue(learn.withUser(BEN).withPayload("not hers"));
            jobs.enqueue(learn.withUser(null).withPayload("nobody's"));
            List<JsonNode> lines = export(ANNA);
            List<Job> stored = jobs.list(JobFilter.all().withUser(ANNA), FIRST).items();
            assertThat(stored).hasSize(3);
            assertFields(lines, "job", stored);
            assertThat(values(lines, "job"))
                    .extracting(value -> value.path("payload").asText())
                    .containsOnly("{\"said\":\"hers\"}");
            JsonNode done = values(lines, "job").get(2);
            assertThat(done.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(done.path("output").asText()).isEqualTo("one fact");
            assertThat(done.path("runs")).hasSize(1);
            assertThat(lines.toString()).doesNotContain("not hers", "nobody's");
            transactional().inTransaction(tx -> {
                StringWriter inside = new StringWriter();
                UserExport.write(tx, ANNA, now(), inside);
                assertThat(inside.toString().lines()).hasSize(lines.size());
                return inside;
            });
        }

        @Test
        @ContractRule("EXPORT-1")
        void begins_with_whose_it_is_and_ends_with_its_length() {
            List<JsonNode> lines = export(ANNA);
            assertThat(kinds(lines)).containsExactly("export", "end");
            assertThat(lines.get(0).path("value").path("user").asText()).isEqualTo("anna");
            assertThat(lines.get(0).path("value").path("exportedAt").asText()).isEqualTo(now().toString());
            assertThat(lines.get(1).path("value").path("lines").asLong()).isEqualTo(1);
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @Needs({Capability.EXTERNAL_IDS})
        @ContractRule("EXPORT-1")
        void goes_on_over_many_pages() {
            for (int batch = 0; batch < 2; batch++) {
                int begin = batch * 600;
                storage.chat()
                        .append(
                                ANNA,
                                HOME,
                                IntStream.range(begin, begin + 600)
                                        .mapToObj(i -> NewMessage.user("message " + i))
                                        .toList());
            }
            List<JsonNode> lines = export(ANNA);
            assertThat(values(lines, "message"))
                    .hasSize(1_200)
                    .extracting(value -> value.path("text").asText())
                    .doesNotHaveDuplicates();
            assertThat(values(lines, "end").get(0).path("lines").asInt()).isEqualTo(lines.size() - 1);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @Needs({Capability.EXTERNAL_IDS})
        @ContractRule("EXPORT-1")
        void keeps_any_text_on_one_line(String text) {
            say(ANNA, HOME, text);
            List<JsonNode> lines = export(ANNA);
            assertThat(kinds(lines)).containsExactly("export", "user", "thread", "message", "end");
            assertThat(lines.get(3).path("value").path("text").asText()).isEqualTo(text);
        }

        @Test
        @ContractRule("EXPORT-1")
        void leaves_the_writer_open_and_tells_when_it_fails() {
            List<String> calls = new ArrayList<>();
            kendall().export(ANNA, new RecordingWriter(calls));
            assertThat(calls).contains("flush").doesNotContain("close");

            Kendall kendall = kendall();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> kendall.export(ANNA, new FullWriter()));
        }
    }

    @Nested
    class Afterwards {
        @Test
        @ContractRule("ERASE-1")
        @ContractRule("EXPORT-1")
        void nothing_is_exported_once_the_user_was_erased() {
            everything.storeFor(ANNA);
            everything.storeFor(BEN);
            List<Object> bens = everything.foundBy(BEN);
            kendall().erase(ANNA);
            assertThat(kinds(export(ANNA))).containsExactly("export", "end");
            assertThat(everything.foundBy(ANNA)).isEmpty();
            assertThat(everything.foundBy(BEN)).isEqualTo(bens);
        }
    }

    private static final class RecordingWriter extends StringWriter {
        private final List<String> calls;

        RecordingWriter(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public void flush() {
            calls.add("flush");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    /** As a disk without room. */
    private static final class FullWriter extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
