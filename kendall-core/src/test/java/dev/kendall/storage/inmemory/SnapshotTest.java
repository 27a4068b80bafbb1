package dev.kendall.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.job.Job;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobRequest;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final UserId ANN = UserId.of("ann");
    private static final ThreadId WEB = ThreadId.of("web");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("kendall.jsonl");
    }

    private static InMemoryStorage open(Path file) {
        return InMemoryStorage.builder().snapshot(file).build();
    }

    private static void say(InMemoryStorage storage, String text) {
        storage.chat().append(ANN, WEB, NewMessage.user(text));
    }

    private static List<String> said(InMemoryStorage storage) {
        return storage.chat().list(ANN, WEB, PageRequest.first(1_000)).items().stream()
                .map(message -> message.text())
                .toList();
    }

    private byte[] saved(String... texts) throws IOException {
        try (InMemoryStorage storage = open(file())) {
            Arrays.stream(texts).forEach(text -> say(storage, text));
        }
        return Files.readAllBytes(file());
    }

    private List<String> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void assertRefused(byte[] damaged, String description) throws IOException {
        Files.write(file(), damaged);
        assertThatExceptionOfType(StorageRefused.class)
                .as(description)
                .isThrownBy(() -> open(file()))
                .withMessageStartingWith("the snapshot " + file() + " is damaged: ")
                .withMessageContaining("It was left as it is");
        assertThat(Files.readAllBytes(file())).as(description).isEqualTo(damaged);
    }

    @Test
    void everything_comes_back_as_it_was() throws IOException {
        long seed = new Random().nextLong();
        List<String> before;
        try (InMemoryStorage storage = open(file())) {
            FilledStorage.fill(storage, seed);
            before = FilledStorage.contents(storage);
        }
        byte[] first = Files.readAllBytes(file());

        try (InMemoryStorage storage = open(file())) {
            assertThat(FilledStorage.contents(storage))
                    .as("seed %d", seed)
                    .isEqualTo(before)
                    .hasSizeGreaterThan(300);
            say(storage, "one more");
            assertThat(storage.erase(ANN).total()).isEqualTo(3);
        }
        assertThat(Files.readAllBytes(file())).as("seed %d", seed).isEqualTo(first);
    }

    @Test
    void what_is_added_after_a_restart_follows_what_was_there() throws IOException {
        saved("one", "two");
        try (InMemoryStorage storage = open(file())) {
            say(storage, "three");
            assertThat(said(storage)).containsExactly("three", "two", "one");
        }
    }

    @Test
    void an_empty_storage_comes_back_empty() throws IOException {
        try (InMemoryStorage storage = open(file())) {
            say(storage, "one");
            storage.erase(ANN);
        }
        assertThat(Files.readAllLines(file())).hasSize(2);
        try (InMemoryStorage storage = open(file())) {
            assertThat(storage.users().list(PageRequest.first(1)).items()).isEmpty();
        }
    }

    @Test
    void a_cut_anywhere_is_refused_and_left_as_it_is() throws IOException {
        byte[] whole = saved("wine at nine", "tea \uD83D\uDE00");
        for (int length = 0; length < whole.length - 1; length += 1 + length / 40) {
            assertRefused(Arrays.copyOf(whole, length), "cut to " + length + " bytes");
        }
        assertRefused(Arrays.copyOf(whole, whole.length - 2), "without the last brace");
    }

    @Test
    void only_the_last_line_feed_can_be_missed() throws IOException {
        byte[] whole = saved("wine at nine");
        Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
        try (InMemoryStorage storage = open(file())) {
            assertThat(said(storage)).containsExactly("wine at nine");
        }
    }

    @Test
    void a_bit_that_flips_anywhere_is_refused_and_left_as_it_is() throws IOException {
        byte[] whole = saved("wine at nine", "tea \uD83D\uDE00");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            int offset = i < 200 ? random.nextInt(whole.length - 1) : whole.length - 2 - (i - 200) % (whole.length - 2);
            damaged[offset] ^= (byte) (1 << random.nextInt(8));
            assertRefused(damaged, "seed " + seed + ", byte " + offset);
        }
    }

    @Test
    void a_line_that_is_lost_doubled_moved_or_added_is_refused() throws IOException {
        saved("one", "two");
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(6);
        for (int i = 0; i < lines.size(); i++) {
            List<String> lost = new ArrayList<>(lines);
            String line = lost.remove(i);
            assertRefused(bytes(lost), "without line " + i);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, line);
            assertRefused(bytes(doubled), "line " + i + " twice");
            if (i > 0) {
                List<String> moved = new ArrayList<>(lost);
                moved.add(i - 1, line);
                assertRefused(bytes(moved), "line " + i + " earlier");
            }
        }
        for (String extra : List.of("", "x", lines.get(2), lines.get(5))) {
            List<String> added = new ArrayList<>(lines);
            added.add(extra);
            assertRefused(bytes(added), "'" + extra + "' after the end");
            assertThatExceptionOfType(StorageRefused.class)
                    .isThrownBy(() -> open(file()))
                    .withMessageContaining("line 7 comes after the end");
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_refusal_says_in_which_line() throws IOException {
        saved("one");
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(3, "{}");
        Files.write(file(), bytes(lines));
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(file()))
                .withMessageContaining("line 4: it is no object of a kind and a value");
    }

    /** Changes that keep the file whole, with the digest of the changed lines. */
    private static List<String> resealed(List<String> lines) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<String> rows = lines.subList(0, lines.size() - 1);
        rows.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        List<String> sealed = new ArrayList<>(rows);
        sealed.add("{\"kind\":\"END\",\"value\":{\"lines\":" + rows.size() + ",\"sha256\":\""
                + HexFormat.of().formatHex(digest.digest()) + "\"}}");
        return sealed;
    }

    @Test
    void the_older_format_without_jobs_is_read() throws Exception {
        saved("one");
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(0, lines.get(0).replace("\"format\":2", "\"format\":1"));
        Files.write(file(), bytes(resealed(lines)));
        try (InMemoryStorage storage = open(file())) {
            assertThat(storage.jobs().counts().oldestDue()).isNull();
        }
    }

    @Test
    void jobs_are_kept_as_they_are() throws Exception {
        JobRequest request = JobRequest.of("learn")
                .withUser(UserId.of("anna"))
                .withKey("home")
                .withPayload("p");
        Job waiting;
        Job running;
        try (InMemoryStorage storage = open(file())) {
            storage.jobs().enqueue(request.withPriority(Duration.ofSeconds(5)));
            JobClaim claim = new JobClaim("w1", Set.of("learn"), 1, Duration.ofHours(1), Integer.MAX_VALUE);
            running = storage.jobs().leases().claim(claim).get(0).job();
            waiting = storage.jobs().find(storage.jobs().enqueue(request).id()).orElseThrow();
        }
        try (InMemoryStorage storage = open(file())) {
            assertThat(storage.jobs().find(running.id())).contains(running);
            assertThat(storage.jobs().find(waiting.id())).contains(waiting);
            assertThat(storage.jobs().enqueue(request).id()).isEqualTo(waiting.id());
        }
    }

    @Test
    void a_newer_format_is_refused_and_says_what_to_do() throws Exception {
        saved("one");
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        assertThat(resealed(lines)).as("nothing changed").isEqualTo(lines);
        lines.set(0, lines.get(0).replace("\"format\":2", "\"format\":3"));
        byte[] newer = bytes(resealed(lines));

        assertRefused(newer, "newer");
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(file()))
                .withMessageContaining("its format is 3, but this version of Kendall reads up to 2; use a newer one");
    }

    @Test
    void a_row_that_breaks_a_rule_is_refused_although_the_file_is_whole() throws Exception {
        saved("one");
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(3, lines.get(3).replace("\"text\":\"one\"", "\"text\":\"o\\u0000e\""));
        assertRefused(bytes(resealed(lines)), "NUL");
    }

    @Test
    void what_is_no_snapshot_is_refused_and_left_as_it_is() throws IOException {
        assertRefused(new byte[0], "empty");
        assertRefused("\n".getBytes(StandardCharsets.UTF_8), "an empty line");
        assertRefused("hello\n".getBytes(StandardCharsets.UTF_8), "prose");
        assertRefused("null\n".getBytes(StandardCharsets.UTF_8), "JSON null");
        assertRefused("[]\n".getBytes(StandardCharsets.UTF_8), "JSON array");
        assertRefused(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, "not UTF-8");
        assertRefused(new byte[1_000], "zeros");
    }

    @Test
    void text_that_is_not_utf_8_is_refused() throws IOException {
        byte[] latin1 = new String(saved("caf\u00E9"), StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(latin1, "ISO 8859-1");
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(file()))
                .withMessageContaining("it is not UTF-8 text");
    }

    @Test
    void a_directory_is_refused() {
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(folder))
                .withMessage("the snapshot " + folder + " is no regular file; name a file");
    }

    @Test
    void a_folder_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "mine");
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(file.resolve("kendall.jsonl")))
                .withMessageContaining("cannot be opened");
        assertThat(file).hasContent("mine");
    }

    @Test
    void folders_are_made_where_they_are_missing() {
        Path deep = folder.resolve("a").resolve("b").resolve("kendall.jsonl");
        try (InMemoryStorage storage = open(deep)) {
            say(storage, "one");
        }
        assertThat(deep).exists();
    }

    @Test
    void a_refused_file_can_be_opened_once_it_is_repaired() throws IOException {
        byte[] whole = saved("one");
        assertRefused(Arrays.copyOf(whole, 50), "cut");
        Files.write(file(), whole);
        try (InMemoryStorage storage = open(file())) {
            assertThat(said(storage)).containsExactly("one");
        }
    }

    @Test
    void a_file_is_written_only_when_something_changed() throws IOException {
        try (InMemoryStorage storage = open(file())) {
            storage.save();
            assertThat(file()).as("nothing to save").doesNotExist();
            say(storage, "one");
            storage.save();
            FileTime longAgo = FileTime.fromMillis(0);
            Files.setLastModifiedTime(file(), longAgo);
            storage.users().save(ANN, Profile.empty());
            said(storage);
            storage.save();
            assertThat(Files.getLastModifiedTime(file())).as("nothing changed").isEqualTo(longAgo);
            say(storage, "two");
            storage.save();
            assertThat(Files.getLastModifiedTime(file())).isNotEqualTo(longAgo);
        }
        assertThat(filesInFolder()).containsExactly("kendall.jsonl", "kendall.jsonl.lock");
    }

    @Test
    void a_save_without_a_file_is_the_callers_mistake() {
        try (InMemoryStorage storage = InMemoryStorage.create()) {
            assertThatIllegalStateException()
                    .isThrownBy(storage::save)
                    .withMessage("this storage has no snapshot file; build it with one to keep its data");
        }
    }

    @Test
    void a_failed_save_leaves_the_last_file_and_can_be_repeated() throws IOException {
        byte[] before = saved("one");
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        try (InMemoryStorage storage = open(file())) {
            say(storage, "two");
            Files.move(folder, away);
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(storage::save)
                    .withMessageContaining("could not be written")
                    .withMessageContaining("the last one is untouched");
            assertThat(Files.readAllBytes(away.resolve("kendall.jsonl"))).isEqualTo(before);
            assertThat(said(storage)).containsExactly("two", "one");
            Files.move(away, folder);
            storage.save();
        }
        assertThat(filesInFolder()).containsExactly("kendall.jsonl", "kendall.jsonl.lock");
        try (InMemoryStorage storage = open(file())) {
            assertThat(said(storage)).containsExactly("two", "one");
        }
    }

    @Test
    void a_save_that_cannot_take_its_place_leaves_nothing_beside_it() throws IOException {
        try (InMemoryStorage storage = open(file())) {
            say(storage, "one");
            Path inTheWay = Files.createDirectories(file().resolve("in-the-way"));
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(storage::save);
            assertThat(filesInFolder()).containsExactly("kendall.jsonl", "kendall.jsonl.lock");
            Files.delete(inTheWay);
            Files.delete(file());
        }
        assertThat(file()).isRegularFile();
    }

    @Test
    void a_file_that_is_open_is_refused_until_it_is_closed() {
        InMemoryStorage first = open(file());
        say(first, "one");
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(file()))
                .withMessageContaining("is in use");
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(folder.resolve(".").resolve("kendall.jsonl")));
        first.close();
        try (InMemoryStorage second = open(file())) {
            assertThat(said(second)).containsExactly("one");
        }
    }

    @Test
    void closing_again_does_nothing() throws IOException {
        InMemoryStorage storage = open(file());
        say(storage, "one");
        storage.close();
        Files.delete(file());
        storage.close();
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_closed_storage_refuses_every_call() {
        InMemoryStorage storage = InMemoryStorage.create();
        say(storage, "one");
        storage.close();
        assertThatIllegalStateException().isThrownBy(() -> say(storage, "two")).withMessage("this storage is closed");
        assertThatIllegalStateException().isThrownBy(() -> said(storage));
        assertThatIllegalStateException().isThrownBy(() -> storage.users().find(ANN));
        assertThatIllegalStateException().isThrownBy(() -> storage.erase(ANN));
        assertThatIllegalStateException().isThrownBy(() -> storage.vectors().findActive());
        assertThatIllegalStateException().isThrownBy(() -> storage.inTransaction(tx -> 1));
    }

    @Test
    void a_transaction_that_outlives_the_storage_stores_nothing() throws IOException {
        InMemoryStorage storage = open(file());
        say(storage, "one");
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    tx.chat().append(ANN, WEB, NewMessage.user("two"));
                    storage.close();
                    return 1;
                }));
        try (InMemoryStorage again = open(file())) {
            assertThat(said(again)).containsExactly("one");
        }
    }

    @Test
    void saving_while_others_write_keeps_one_moment_and_in_the_end_everything() throws Exception {
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
        try {
            InMemoryStorage storage = open(file());
            List<Future<?>> writing = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                UserId user = UserId.of("w" + w);
                writing.add(threads.submit(() -> IntStream.range(0, 100)
                        .forEach(i -> storage.inTransaction(tx -> {
                            tx.chat().append(user, WEB, NewMessage.user("a" + i));
                            return tx.chat().append(user, WEB, NewMessage.user("b" + i));
                        }))));
            }
            List<Future<?>> saving = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(
                            s -> threads.submit(() -> IntStream.range(0, 10).forEach(i -> storage.save())))
                    .toList();
            for (Future<?> save : saving) {
                save.get();
            }
            storage.save();
            Path copy = Files.copy(file(), folder.resolve("copy.jsonl"));
            try (InMemoryStorage moment = open(copy)) {
                for (int w = 0; w < writers; w++) {
                    assertThat(count(moment, w) % 2)
                            .as("no half of a transaction")
                            .isZero();
                }
            }
            for (Future<?> write : writing) {
                write.get();
            }
            storage.close();
            try (InMemoryStorage end = open(file())) {
                for (int w = 0; w < writers; w++) {
                    assertThat(count(end, w)).isEqualTo(200);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int count(InMemoryStorage storage, int writer) {
        return storage.chat()
                .list(UserId.of("w" + writer), MessageFilter.all(), PageRequest.first(1_000))
                .items()
                .size();
    }

    @Test
    void a_refusal_quotes_nothing_of_the_file() throws IOException {
        String whole = new String(saved("wine at nine"), StandardCharsets.UTF_8);
        for (String broken : List.of("wine at nine\"", "!wine at nine\"", "wine", "\"wine at nine")) {
            Files.writeString(file(), whole.replace("\"wine at nine\"", broken));
            assertThatExceptionOfType(StorageRefused.class)
                    .as(broken)
                    .isThrownBy(() -> open(file()))
                    .withMessageContaining("line 4: ")
                    .withMessageNotContainingAny("wine", "nine");
        }
    }

    @Test
    void a_folder_may_be_a_link() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (InMemoryStorage storage = open(link.resolve("kendall.jsonl"))) {
            say(storage, "one");
            assertThatExceptionOfType(StorageRefused.class)
                    .isThrownBy(() -> open(real.resolve("kendall.jsonl")))
                    .withMessageContaining("is in use");
        }
        try (InMemoryStorage storage = open(real.resolve("kendall.jsonl"))) {
            assertThat(said(storage)).containsExactly("one");
        }
    }

    @Test
    void a_link_to_a_file_that_is_not_there_yet_stays_a_link() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("early.jsonl"), Path.of("later.jsonl"));
        try (InMemoryStorage storage = open(link)) {
            storage.users().save(UserId.of("u"), Profile.empty());
        }
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("later.jsonl")).isRegularFile();
    }

    @Test
    void a_link_in_a_circle_is_refused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("circle.jsonl"), Path.of("circle.jsonl"));
        assertThatExceptionOfType(StorageRefused.class)
                .isThrownBy(() -> open(link))
                .withMessageContaining("leads in a circle");
    }

    @Test
    void a_link_to_a_file_stays_a_link() throws IOException {
        saved("one");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file());
        try (InMemoryStorage storage = open(link)) {
            say(storage, "two");
            assertThatExceptionOfType(StorageRefused.class)
                    .isThrownBy(() -> open(file()))
                    .withMessageContaining("is in use");
        }
        assertThat(link).isSymbolicLink();
        try (InMemoryStorage storage = open(file())) {
            assertThat(said(storage)).containsExactly("two", "one");
        }
    }

    @Test
    void a_name_may_be_as_long_as_the_folder_takes_beside_its_lock() {
        Path file = folder.resolve("k".repeat(255 - ".lock".length()));
        try (InMemoryStorage storage = open(file)) {
            say(storage, "one");
        }
        assertThat(file).isRegularFile();
    }

    @Test
    void closing_can_be_repeated_after_a_failure_and_nothing_is_lost() throws IOException {
        Path deep = folder.resolve("a");
        Path away = folder.resolve("b");
        InMemoryStorage storage = open(deep.resolve("kendall.jsonl"));
        say(storage, "one");
        Files.move(deep, away);
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(storage::close);
        assertThatIllegalStateException().isThrownBy(() -> say(storage, "two")).withMessage("this storage is closed");
        Files.move(away, deep);
        assertThatExceptionOfType(StorageRefused.class)
                .as("still ours")
                .isThrownBy(() -> open(deep.resolve("kendall.jsonl")))
                .withMessageContaining("is in use");

        storage.close();
        storage.close();

        try (InMemoryStorage again = open(deep.resolve("kendall.jsonl"))) {
            assertThat(said(again)).containsExactly("one");
        }
    }

    @Test
    void a_closed_storage_does_not_write_over_the_file_of_the_next() {
        InMemoryStorage closed = open(file());
        say(closed, "one");
        closed.close();
        try (InMemoryStorage next = open(file())) {
            say(next, "two");
            next.save();
            assertThatIllegalStateException()
                    .isThrownBy(closed::save)
                    .withMessage("this storage is closed; its snapshot was written then");
        }
        try (InMemoryStorage again = open(file())) {
            assertThat(said(again)).containsExactly("two", "one");
        }
    }
}
