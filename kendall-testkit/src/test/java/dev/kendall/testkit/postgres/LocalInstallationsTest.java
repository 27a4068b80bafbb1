package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInstallationsTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheNewestThatIsGoodEnough() throws Exception {
        LocalInstallations installations = new LocalInstallations(
                List.of(install("15.18", "0.8.1"), install("17.2", "0.8.0"), install("18.1", null)));
        Installation best = installations.best();
        assertThat(best.versions()).hasToString("PostgreSQL 17.2 with pgvector 0.8.0");
        assertThat(best.program("initdb"))
                .isEqualTo(folder.resolve("17.2/bin/initdb").toString());
    }

    @Test
    void saysWhatIsWrongWithEach() throws IOException {
        LocalInstallations installations = new LocalInstallations(List.of(
                install("14.1", "0.8.0"),
                install("15.18", null),
                install("16.2", "0.6.0"),
                folder.resolve("none/bin/pg_config")));
        assertThatThrownBy(installations::best)
                .isInstanceOf(Unavailable.class)
                .hasMessage("of the one in " + folder + "/14.1/bin, it is PostgreSQL 14.1, and 15 is needed; "
                        + "the PostgreSQL 15.18 in " + folder + "/15.18/bin has no pgvector; "
                        + "of the one in " + folder + "/16.2/bin, its pgvector is 0.6.0, and 0.8.0 is needed; "
                        + "in " + folder + "/none/bin there is no server");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> new LocalInstallations(List.of()).best())
                .hasMessage("there is no installation on this machine");
    }

    /** Scripts that answer as PostgreSQL's programs do. */
    private Path install(String postgres, String vector) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(postgres).resolve("bin"));
        Path share = Files.createDirectories(folder.resolve(postgres).resolve("share/extension"));
        script(bin.resolve("pg_config"), "[ $1 = --bindir ] && echo " + bin + " || echo " + share.getParent());
        script(bin.resolve("postgres"), "echo 'postgres (PostgreSQL) " + postgres + "'");
        script(bin.resolve("initdb"), "true");
        script(bin.resolve("pg_ctl"), "true");
        if (vector != null) {
            Files.writeString(share.resolve("vector.control"), "comment = '1.0'\ndefault_version = '" + vector + "'\n");
        }
        return bin.resolve("pg_config");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
