package dev.kendall.testkit.postgres;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one server of a user that stays when this process ends, for demos and benchmarks: commits reach the disk, and its data stays
 * when it stops. A server given by {@code KENDALL_DATABASE_URL} is used as it is.
 */
public final class DemoPostgres {
    private static final String DATABASE = "kendall";

    private final Map<String, String> environment;

    private DemoPostgres(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The server as these environment variables name it. */
    public static DemoPostgres of(Map<String, String> environment) {
        return new DemoPostgres(environment);
    }

    /**
     * A server that runs.
     *
     * @param description what it is and where from
     * @param origin where it is from
     * @param database the database to use
     */
    public record Running(String description, Origin origin, PostgresDatabase database) {}

    /**
     * The server, started when it does not run yet.
     *
     * @param progress told, in sentences, what takes long
     * @throws PostgresUnavailable when there is no way to one
     */
    public Running start(Consumer<String> progress) {
        return running(open(progress), progress);
    }

    /**
     * A database of its own on the server, which is started when it does not run.
     *
     * @param progress told, in sentences, what takes long
     * @throws PostgresUnavailable when there is no way to a server, or its user may not make databases
     */
    public PassingDatabase passingDatabase(Consumer<String> progress) {
        Found found = open(progress);
        DatabaseUrl administrator = found.administrator();
        try {
            Databases databases = found.origin() == Origin.GIVEN
                    ? new Databases(administrator, administrator.user(), administrator.password())
                    : new Databases(administrator, DATABASE, rolePassword(found));
            return PassingDatabase.on(databases);
        } catch (SQLException e) {
            throw new PostgresUnavailable(
                    "No database could be made on PostgreSQL from "
                            + found.origin().title() + ": " + e.getMessage(),
                    e);
        }
    }

    private Found open(Consumer<String> progress) {
        PostgresOptions options = PostgresOptions.builder()
                .environment(environment)
                .progress(progress)
                .durable()
                .kept()
                .build();
        Optional<Cluster> kept = isGiven() ? Optional.empty() : cluster();
        if (kept.isPresent() && isStarted(kept.get(), options)) {
            return found(kept.get());
        }
        return Ways.all().open(options);
    }

    /** Whether the cluster that is there already runs now; when its programs are gone, it is left to {@link Ways} to find others. */
    private boolean isStarted(Cluster cluster, PostgresOptions options) {
        if (cluster.isRunning()) {
            return true;
        }
        try {
            RunAs runAs = RunAs.detect(environment);
            CacheFolder.find(environment, runAs).locked(options.progress(), () -> {
                cluster.start(Cluster.PortChoice.ANY);
                return cluster;
            });
            return true;
        } catch (Unavailable e) {
            options.progress().accept("The cluster in " + cluster.folder() + " does not start: " + e.reason() + ".");
            return false;
        }
    }

    private static Found found(Cluster cluster) {
        return new Found(cluster.origin(), cluster.administrator(), cluster, () -> {});
    }

    /** The server, when it runs. */
    public Optional<Running> find() {
        if (isGiven()) {
            return Optional.of(start(sentence -> {}));
        }
        Optional<Found> found = cluster().filter(Cluster::isRunning).map(DemoPostgres::found);
        return found.or(this::container).map(each -> running(each, sentence -> {}));
    }

    /**
     * Stops the server and keeps its data; whether one ran.
     *
     * @throws IllegalStateException when the server was given, and so is not ours to stop
     */
    public boolean stop() {
        if (isGiven()) {
            throw new IllegalStateException("The server is the one " + GivenWay.VARIABLE
                    + " names, and was not started here;" + " unset it to stop the one that was.");
        }
        try {
            Optional<Cluster> cluster = cluster().filter(Cluster::isRunning);
            if (cluster.isPresent()) {
                cluster.get().stop();
                return true;
            }
            return docker().isPresent() && docker().get().stop();
        } catch (Unavailable e) {
            throw new PostgresUnavailable("PostgreSQL could not be stopped: " + e.reason() + ".", e);
        }
    }

    private boolean isGiven() {
        return !environment.getOrDefault(GivenWay.VARIABLE, "").isBlank();
    }

    private Optional<Cluster> cluster() {
        try {
            RunAs runAs = RunAs.detect(environment);
            return Clusters.in(CacheFolder.find(environment, runAs), runAs).kept();
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }

    private Optional<DockerProgram> docker() {
        try {
            new DockerEngine(environment).check();
            return Optional.of(DockerProgram.of(environment));
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }

    private Optional<Found> container() {
        try {
            Optional<DockerProgram> docker = docker();
            return (docker.isPresent() ? docker.get().administrator() : Optional.<DatabaseUrl>empty())
                    .map(url -> new Found(Origin.DOCKER, url, null, () -> {}));
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }

    private static Running running(Found found, Consumer<String> progress) {
        try {
            Versions versions = Databases.versions(found.administrator());
            versions.warning().ifPresent(progress);
            String description = versions + ", from " + found.origin().title();
            if (found.origin() == Origin.GIVEN) {
                return new Running(description, found.origin(), new PostgresDatabase(found.administrator()));
            }
            PostgresDatabase database =
                    new Databases(found.administrator(), DATABASE, rolePassword(found)).named(DATABASE);
            return new Running(description, found.origin(), database);
        } catch (SQLException | Unavailable e) {
            throw new PostgresUnavailable(
                    "PostgreSQL from " + found.origin().title() + " runs, but does not answer as it should: "
                            + e.getMessage(),
                    e);
        }
    }

    /** In Docker the role's password is the administrator's: the container keeps no other secret. */
    private static String rolePassword(Found found) {
        Cluster cluster = found.cluster();
        return cluster == null ? found.administrator().password() : cluster.rolePassword();
    }
}
