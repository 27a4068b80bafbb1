package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    private Path folder;

    @Test
    void isTheOneThatIsNamed() throws Exception {
        Path named = folder.resolve("named");
        assertThat(CacheFolder.find(Map.of("KENDALL_CACHE", named.toString(), "HOME", "/nowhere"), self(null))
                        .root())
                .isEqualTo(named)
                .isDirectory();
    }

    @Test
    void isTheUsersOwnCache() throws Exception {
        assertThat(CacheFolder.find(Map.of("HOME", folder.toString()), self(null))
                        .root())
                .isEqualTo(folder.resolve(".cache/kendall"));
        Path xdg = folder.resolve("xdg");
        assertThat(CacheFolder.find(Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", xdg.toString()), self(null))
                        .root())
                .isEqualTo(xdg.resolve("kendall"));
    }

    @Test
    void isElsewhereWhenRootsServersCannotEnterRootsHome() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(CacheFolder.find(Map.of("HOME", folder.toString()), self("nobody"))
                        .root())
                .isNotNull()
                .matches(root -> !root.startsWith(folder), "outside the closed home");
        assertThatThrownBy(() -> CacheFolder.find(
                        Map.of("KENDALL_CACHE", folder.resolve("c").toString()), self("nobody")))
                .hasMessageStartingWith("KENDALL_CACHE is " + folder.resolve("c") + ", which the user nobody");
    }

    @Test
    void refusesAFolderThatOthersCanWrite() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> CacheFolder.find(Map.of("KENDALL_CACHE", open.toString()), self(null)))
                .hasMessageContaining("can be written by all");
        Path link = Files.createSymbolicLink(open.resolve("link"), Files.createDirectory(folder.resolve("target")));
        assertThatThrownBy(() -> CacheFolder.find(Map.of("KENDALL_CACHE", link.toString()), self(null)))
                .hasMessageContaining("belongs to another user");
    }

    private RunAs self(String user) throws Unavailable {
        return new RunAs(RunAs.detect(System.getenv()).uid(), user);
    }
}
