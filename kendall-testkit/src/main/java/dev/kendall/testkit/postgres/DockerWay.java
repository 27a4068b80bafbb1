package dev.kendall.testkit.postgres;

/**
 * A container of pgvector's own image: through Testcontainers when it ends with this process, through the docker program when it is
 * kept, because Testcontainers ends what it starts.
 */
final class DockerWay implements Way {
    static final String IMAGE = "pgvector/pgvector:pg17";

    @Override
    public Origin origin() {
        return Origin.DOCKER;
    }

    @Override
    public Found open(PostgresOptions options) throws Unavailable {
        new DockerEngine(options.environment()).check();
        if (options.isKept()) {
            return DockerProgram.of(options.environment()).open(options);
        }
        try {
            return TestcontainersPostgres.open(options);
        } catch (NoClassDefFoundError e) {
            throw new Unavailable(
                    "an engine answers, but org.testcontainers:testcontainers-postgresql is not on the class path", e);
        }
    }
}
