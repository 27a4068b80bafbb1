package dev.kendall.testkit.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who enters it.
 *
 * @param host a name or an address, IPv6 in brackets
 * @param port 1 to 65535
 * @param database its name
 * @param user who enters
 * @param password empty when there is none
 * @param parameters the driver's further properties
 */
record DatabaseUrl(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    private static final int DEFAULT_PORT = 5432;

    /** Copies the parameters. */
    DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code postgres://user:password@host:port/database?parameters}, with {@code postgresql:} too, and the driver's own form.
     *
     * @throws IllegalArgumentException when it is neither; the message holds no part of the text, which may hold a password
     */
    static DatabaseUrl parse(String text) {
        String url = text.strip();
        String rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (!rest.startsWith("postgresql://") && !rest.startsWith("postgres://")) {
            throw wrong("it begins neither with postgresql:// nor with jdbc:postgresql://");
        }
        URI uri;
        try {
            uri = new URI(rest);
        } catch (URISyntaxException e) {
            throw wrong("it is no URL (special characters in the password are written as %40 and the like)");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw wrong("it names no single host");
        }
        Map<String, String> parameters = parameters(uri.getRawQuery());
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String info = uri.getRawUserInfo();
        if (info != null) {
            int colon = info.indexOf(':');
            user = decode(colon < 0 ? info : info.substring(0, colon));
            password = colon < 0 ? password : decode(info.substring(colon + 1));
        }
        if (user == null || user.isEmpty()) {
            throw wrong("it names no user");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseUrl(
                uri.getHost(), port, path.isEmpty() ? user : path, user, password == null ? "" : password, parameters);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("The database URL cannot be used: " + why
                + "; write it as postgresql://user:password@host:5432/database.");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    DatabaseUrl withDatabase(String database) {
        return new DatabaseUrl(host, port, database, user, password, parameters);
    }

    DatabaseUrl withUser(String user, String password) {
        return new DatabaseUrl(host, port, database, user, password, parameters);
    }

    DatabaseUrl withAddress(String host, int port) {
        return new DatabaseUrl(host, port, database, user, password, parameters);
    }

    DatabaseUrl withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new DatabaseUrl(host, port, database, user, password, more);
    }

    /** For the driver, without user and password. */
    String jdbc() {
        String query = parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + host + ":" + port + "/" + encode(database) + (query.isEmpty() ? "" : "?" + query);
    }

    /** For psql and the like, with user and password, without the driver's parameters. */
    String uri() {
        return "postgresql://" + encode(user) + (password.isEmpty() ? "" : ":" + encode(password)) + "@" + host + ":"
                + port + "/" + encode(database);
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(jdbc(), properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbc() + " as " + user;
    }
}
