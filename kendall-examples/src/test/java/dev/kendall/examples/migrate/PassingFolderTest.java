package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassingFolderTest {
    @TempDir
    private Path parent;

    @Test
    void a_new_one_is_there_until_it_is_closed() {
        Path path;
        try (PassingFolder folder = PassingFolder.create()) {
            path = folder.path();
            assertThat(path).isEmptyDirectory();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void what_is_in_it_goes_with_it_and_what_is_beside_it_stays() throws IOException {
        Path path = parent.resolve("work");
        Files.createDirectories(path.resolve("round-1"));
        Files.writeString(path.resolve("round-1").resolve("rows"), "{}");
        Path other = Files.writeString(parent.resolve("other"), "");
        Files.createSymbolicLink(path.resolve("link"), other);

        PassingFolder.at(path).close();

        assertThat(path).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void one_that_is_gone_is_closed_all_the_same() {
        PassingFolder folder = PassingFolder.at(parent.resolve("never"));

        folder.close();
        folder.close();

        assertThat(folder.path()).doesNotExist();
    }
}
