package dev.kendall.testkit.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The container that is kept, by the docker program. Its data is in a volume of its name. */
final class DockerProgram {
    static final String NAME = "kendall-postgres";
    private static final Duration PULL = Duration.ofMinutes(10);

    private final String program;

    private DockerProgram(Path program) {
        this.program = program.toString();
    }

    static DockerProgram of(Map<String, String> environment) throws Unavailable {
        return new DockerProgram(Command.find("docker", environment)
                .orElseThrow(() -> new Unavailable("an engine answers, but there is no docker program")));
    }

    Found open(PostgresOptions options) throws Unavailable {
        if (password().isEmpty()) {
            options.progress().accept("Starting " + DockerWay.IMAGE + " in Docker ...");
            Command.of(
                            program,
                            "run",
                            "--detach",
                            "--name=" + NAME,
                            "--publish=127.0.0.1::5432",
                            "--volume=" + NAME + ":/var/lib/postgresql/data",
                            "--env=POSTGRES_PASSWORD",
                            DockerWay.IMAGE)
                    .with("POSTGRES_PASSWORD", Secrets.hex(16))
                    .within(PULL)
                    .check();
        } else if (!isRunning()) {
            Command.of(program, "start", NAME).check();
        }
        DatabaseUrl administrator =
                administrator().orElseThrow(() -> new Unavailable("the container " + NAME + " does not tell its port"));
        if (!Processes.await(Duration.ofMinutes(1), () -> answers(administrator))) {
            throw new Unavailable("the server in the container " + NAME + " does not answer; see docker logs " + NAME);
        }
        return new Found(Origin.DOCKER, administrator, null, () -> {});
    }

    /** Where the running container's server is; empty when there is none. */
    Optional<DatabaseUrl> administrator() throws Unavailable {
        if (!isRunning()) {
            return Optional.empty();
        }
        String published =
                Command.of(program, "port", NAME, "5432/tcp").check().output().strip();
        int port = Integer.parseInt(published.lines().findFirst().orElse("").replaceFirst(".*:", ""));
        return Optional.of(new DatabaseUrl(
                "127.0.0.1", port, "postgres", Cluster.SUPERUSER, password().orElse(""), Map.of()));
    }

    /** Stops the container, which keeps its data; whether it ran. */
    boolean stop() throws Unavailable {
        if (!isRunning()) {
            return false;
        }
        Command.of(program, "stop", NAME).check();
        return true;
    }

    private boolean isRunning() throws Unavailable {
        return inspect("{{.State.Running}}").filter("true"::equals).isPresent();
    }

    private Optional<String> password() throws Unavailable {
        return inspect("{{range .Config.Env}}{{println .}}{{end}}")
                .flatMap(variables -> variables
                        .lines()
                        .filter(line -> line.startsWith("POSTGRES_PASSWORD="))
                        .map(line -> line.substring("POSTGRES_PASSWORD=".length()))
                        .findFirst());
    }

    private Optional<String> inspect(String format) throws Unavailable {
        Command.Result result = Command.of(program, "container", "inspect", "--format", format, NAME)
                .run();
        return result.isOk() ? Optional.of(result.output().strip()) : Optional.empty();
    }

    private static boolean answers(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
