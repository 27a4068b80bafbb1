package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptTest {
    @Test
    void findsTheMirrorsAptIsConfiguredWith() {
        assertThat(Apt.parseMirrors("""
                        'http://mirror.example/debian/dists/bookworm/InRelease' mirror_InRelease 0\s
                        'http://mirror.example/debian/dists/bookworm-updates/InRelease' mirror_updates_InRelease 0\s
                        'http://mirror.example/security/dists/bookworm-security/InRelease' security_InRelease 0\s
                        'http://mirror.example/debian/dists/bookworm/main/binary-amd64/Packages.xz' x 0\s
                        """))
                .containsExactly("http://mirror.example/debian", "http://mirror.example/security");
    }

    @Test
    void findsTheLibrariesAPackageAsksFor() {
        assertThat(Apt.parseLibraries("""
                        Package: pgbouncer
                        Depends: lsb-base (>= 3.1), libc-ares2 (>= 1.12), libc6 (>= 2.36), libssl3:any | libssl4, libsystemd0
                        Suggests: libnothing
                        """)).containsExactly("libc-ares2", "libssl3", "libsystemd0");
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) {
        // Debian's programs are not found by a PATH that names no folder of theirs.
        assertThatThrownBy(() -> Apt.in(folder, Map.of("PATH", folder.toString())))
                .hasMessageStartingWith("Debian's packages are needed, and there is no apt-get");
    }
}
