package dev.kendall.testkit.postgres;

/** A cluster of our own, run by programs that are made in the cache. */
final class PrivateWay implements Way {
    @Override
    public Origin origin() {
        return Origin.PRIVATE;
    }

    @Override
    public Found open(PostgresOptions options) throws Unavailable {
        RunAs runAs = RunAs.detect(options.environment());
        CacheFolder cache = CacheFolder.find(options.environment(), runAs);
        Installation installation = new PrivateInstallation(cache, options.environment(), options.progress()).get();
        return Clusters.in(cache, runAs).open(origin(), installation, options);
    }
}
