package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the place of the docker program, and a server of our own in the place of the container's. */
class DockerProgramTest {
    @TempDir
    private Path folder;

    @Test
    void startsOneContainerAndFindsItAgain() throws Exception {
        try (PostgresServer server =
                PostgresServer.start(PostgresOptions.builder().crashable().build())) {
            DatabaseUrl inside = server.administrator().url();
            docker("""
                    cd "$(dirname "$0")"
                    echo "$*" >>calls
                    case "$1" in
                      run) [ ${#POSTGRES_PASSWORD} = 32 ] && touch exists running ;;
                      start) touch running ;;
                      stop) rm running ;;
                      port) echo 127.0.0.1:%d ;;
                      container)
                        [ -e exists ] || exit 1
                        case "$4" in
                          *Running*) [ -e running ] && echo true || echo false ;;
                          *) printf 'PATH=/bin\nPOSTGRES_PASSWORD=%s\n' ;;
                        esac ;;
                    esac
                    """.formatted(inside.port(), inside.password()));
            DockerProgram docker = DockerProgram.of(Map.of("PATH", folder.toString()));
            assertThat(docker.administrator()).isEmpty();
            assertThat(docker.stop()).isFalse();

            Found first = docker.open(PostgresOptions.defaults());
            assertThat(first.administrator()).isEqualTo(inside);
            assertThat(ask(new PostgresDatabase(first.administrator()), "select 1"))
                    .containsExactly("1");
            assertThat(docker.open(PostgresOptions.defaults()).administrator()).isEqualTo(inside);
            assertThat(docker.stop()).isTrue();
            assertThat(docker.administrator()).isEmpty();
            assertThat(docker.open(PostgresOptions.defaults()).administrator()).isEqualTo(inside);

            List<String> calls = Files.readAllLines(folder.resolve("calls"));
            assertThat(calls)
                    .filteredOn(call -> call.startsWith("run "))
                    .singleElement()
                    .satisfies(call -> assertThat(call)
                            .contains("--publish=127.0.0.1::5432", DockerWay.IMAGE)
                            .doesNotContain("POSTGRES_PASSWORD="));
            assertThat(calls).filteredOn(call -> call.startsWith("start ")).hasSize(1);
        }
    }

    @Test
    void saysWhatDockerSaid() throws Exception {
        docker("[ $1 = container ] && exit 1\necho 'toomanyrequests: try later'\nexit 125\n");
        assertThatThrownBy(() ->
                        DockerProgram.of(Map.of("PATH", folder.toString())).open(PostgresOptions.defaults()))
                .isInstanceOf(Unavailable.class)
                .hasMessage("docker failed with exit code 125 (toomanyrequests: try later)");
    }

    private void docker(String script) throws IOException {
        Path program = folder.resolve("docker");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
