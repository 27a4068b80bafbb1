package dev.kendall.testkit.postgres;

/** A cluster of our own, run by the programs of this machine's PostgreSQL. */
final class LocalWay implements Way {
    @Override
    public Origin origin() {
        return Origin.LOCAL;
    }

    @Override
    public Found open(PostgresOptions options) throws Unavailable {
        Installation installation =
                LocalInstallations.usual(options.environment()).best();
        RunAs runAs = RunAs.detect(options.environment());
        return Clusters.in(CacheFolder.find(options.environment(), runAs), runAs)
                .open(origin(), installation, options);
    }
}
