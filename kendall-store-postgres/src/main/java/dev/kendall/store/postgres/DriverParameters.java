package dev.kendall.store.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The parameters of a connection string by the names and values that the driver knows them by. */
final class DriverParameters {
    private static final Map<String, String> NAMES = Map.of(
            "application_name", "ApplicationName",
            "fallback_application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "load_balance_hosts", "loadBalanceHosts",
            "keepalives", "tcpKeepAlive",
            "gssencmode", "gssEncMode",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation");

    private static final Map<String, Map<String, String>> VALUES = Map.of(
            // The driver asks a server whether its transactions are read-only, as libpq does for these.
            "target_session_attrs",
            Map.of(
                    "any", "any",
                    "read-write", "primary",
                    "primary", "primary",
                    "read-only", "secondary",
                    "standby", "secondary",
                    "prefer-standby", "preferSecondary"),
            "load_balance_hosts",
            Map.of("disable", "false", "random", "true"),
            "keepalives",
            Map.of("0", "false", "1", "true"));

    /** Of libpq: without them one would connect to something else, or less safely, and not be told. */
    private static final Set<String> REFUSED = Set.of(
            "host",
            "hostaddr",
            "port",
            "dbname",
            "passfile",
            "servicefile",
            "sslcrl",
            "sslcrldir",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "sslcertmode");

    /**
     * Prisma's, for a pool or a driver of its own; its {@code schema} too, which as the driver's {@code currentSchema} would hide the
     * schema that Supabase puts pgvector into.
     */
    private static final Set<String> LEFT_OUT = Set.of(
            "pgbouncer",
            "schema",
            "connection_limit",
            "pool_timeout",
            "socket_timeout",
            "max_idle_connection_lifetime",
            "statement_cache_size",
            // libpq's, without which the connection is the same.
            "client_encoding",
            "sslcompression",
            "sslsni",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout");

    private DriverParameters() {}

    static boolean isSecret(String name) {
        return name.equals("sslpassword");
    }

    /**
     * The driver's parameters, in the order given. One that neither this class nor the driver knows is passed on: the driver ignores it.
     *
     * @throws IllegalArgumentException when a parameter matters and the driver has nothing like it
     */
    static Map<String, String> from(Map<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (REFUSED.contains(name)) {
                throw PostgresUri.wrong("the driver has no parameter " + name + "; leave it out or say it otherwise");
            }
            if (!LEFT_OUT.contains(name)) {
                String driver = NAMES.getOrDefault(name, name);
                boolean fallback = name.startsWith("fallback_");
                if (fallback) {
                    parameters.putIfAbsent(driver, value);
                } else {
                    parameters.put(driver, value(name, value));
                }
            }
        });
        trustTheSystem(parameters);
        return parameters;
    }

    private static String value(String name, String value) {
        Map<String, String> values = VALUES.get(name);
        if (values == null) {
            return value;
        }
        String translated = values.get(value);
        if (translated == null) {
            throw PostgresUri.wrong("the parameter " + name + " has a value that is none of "
                    + String.join(", ", values.keySet().stream().sorted().toList()));
        }
        return translated;
    }

    /** {@code sslrootcert=system} means the certificates the machine trusts, and that the host's name is checked. */
    private static void trustTheSystem(Map<String, String> parameters) {
        if ("system".equals(parameters.get("sslrootcert"))) {
            parameters.remove("sslrootcert");
            parameters.putIfAbsent("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            parameters.putIfAbsent("sslmode", "verify-full");
        }
    }
}
