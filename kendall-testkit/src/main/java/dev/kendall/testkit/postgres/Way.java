package dev.kendall.testkit.postgres;

/** One way to a server. */
interface Way {
    Origin origin();

    /** The server; {@link Unavailable} when this way leads nowhere and the next is to be tried. */
    Found open(PostgresOptions options) throws Unavailable;
}
