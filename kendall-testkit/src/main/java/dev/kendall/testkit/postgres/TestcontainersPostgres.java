package dev.kendall.testkit.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The only class that needs Testcontainers. */
final class TestcontainersPostgres {
    private TestcontainersPostgres() {}

    static Found open(PostgresOptions options) throws Unavailable {
        options.progress().accept("Starting " + DockerWay.IMAGE + " in Docker ...");
        String password = Secrets.hex(16);
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "max_connections=200"));
        if (!options.isDurable()) {
            command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
        }
        options.settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(DockerWay.IMAGE).asCompatibleSubstituteFor("postgres"))
                .withDatabaseName("postgres")
                .withUsername(Cluster.SUPERUSER)
                .withPassword(password);
        container.setCommand(command.toArray(String[]::new));
        try {
            container.start();
        } catch (RuntimeException e) {
            container.stop();
            throw new Unavailable("an engine answers, but the container does not start (" + e.getMessage() + ")", e);
        }
        DatabaseUrl administrator = new DatabaseUrl(
                container.getHost(), container.getMappedPort(5432), "postgres", Cluster.SUPERUSER, password, Map.of());
        return new Found(Origin.DOCKER, administrator, null, container::stop);
    }
}
