package dev.kendall.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connection string as a host has it at hand, read into what the driver wants: {@code postgresql://user:password@host:port/database}
 * with libpq's parameters, or the driver's own {@code jdbc:postgresql://}. Several hosts, IPv6 in brackets, a missing port and a missing
 * database are understood, and so are the three forms of Supabase: direct, session pooler, transaction pooler. Immutable. Neither its
 * text form nor an exception holds a password.
 */
public final class PostgresUri {
    private static final int DEFAULT_PORT = 5432;
    private static final int TRANSACTION_POOLER_PORT = 6543;
    private static final String SUPABASE_DATABASE = "postgres";
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+\\]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]+");

    private final List<Host> hosts;
    private final String database;
    private final Credentials credentials;
    private final boolean transactionPooler;
    private final Map<String, String> parameters;
    private final Map<String, String> properties;

    private PostgresUri(List<Host> hosts, String path, Map<String, String> query, Credentials credentials) {
        this.hosts = List.copyOf(hosts);
        this.credentials = credentials;
        boolean supabase = hosts.stream().anyMatch(Host::isSupabase);
        // A user of Supabase's poolers is "postgres.<project>", and no database is called so.
        this.database = path.isEmpty() ? supabase ? SUPABASE_DATABASE : credentials.user() : path;
        this.transactionPooler = query.getOrDefault("pgbouncer", "").equalsIgnoreCase("true")
                || hosts.stream().anyMatch(Host::isTransactionPooler);
        this.parameters = DriverParameters.from(query);
        this.properties = defaults(supabase);
    }

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException when it cannot be understood; the message says what is wrong with which part
     */
    public static PostgresUri parse(String text) {
        String uri = text.strip();
        boolean jdbc = uri.startsWith("jdbc:");
        String rest = jdbc ? uri.substring("jdbc:".length()) : uri;
        int slashes = rest.indexOf("://");
        if (slashes < 0 || !Set.of("postgresql", "postgres").contains(rest.substring(0, slashes))) {
            throw wrong("it begins neither with postgresql:// nor with jdbc:postgresql://");
        }
        Parts parts = Parts.of(rest.substring(slashes + "://".length()));
        Map<String, String> query = query(parts.query(), jdbc);
        Credentials given = credentials(parts.userInfo());
        Credentials credentials =
                new Credentials(removed(query, "user", given.user()), removed(query, "password", given.password()));
        if (credentials.password().equals("[YOUR-PASSWORD]")) {
            throw wrong("the password is still the placeholder of Supabase's page; put yours in its place");
        }
        return new PostgresUri(hosts(parts), decode(parts.path(), "the database's name"), query, credentials);
    }

    /** For the driver: hosts, database and the parameters that were given, by the driver's names; no user and no password. */
    public String jdbcUrl() {
        String where = hosts.stream().map(Host::toString).collect(Collectors.joining(","));
        String query = parameters.entrySet().stream()
                .filter(entry -> !DriverParameters.isSecret(entry.getKey()))
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + where + "/" + encode(database) + (query.isEmpty() ? "" : "?" + query);
    }

    /** Who enters; empty when it names nobody. */
    public String user() {
        return credentials.user();
    }

    /** The user's password; empty when there is none. */
    public String password() {
        return credentials.password();
    }

    /** The database's name; empty when it names neither a database nor a user. */
    public String database() {
        return database;
    }

    /**
     * Whether a pooler hands out the server's connections for a transaction at a time, so that nothing outlives one: no prepared
     * statement, no setting, no advisory lock of a session, no {@code LISTEN}. It is seen from Supabase's port 6543 and from
     * {@code pgbouncer=true}; another pooler is not recognised.
     */
    public boolean isTransactionPooler() {
        return transactionPooler;
    }

    /**
     * The driver's properties to set beside {@link #jdbcUrl()}, {@link #user()} and {@link #password()}: those that Kendall wants and the
     * connection string leaves open, and those that are secret ({@code sslpassword}), so do not log them.
     */
    public Map<String, String> properties() {
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl() + (user().isEmpty() ? "" : " as " + user());
    }

    private Map<String, String> defaults(boolean supabase) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("ApplicationName", "kendall");
        wanted.put("tcpKeepAlive", "true");
        wanted.put("reWriteBatchedInserts", "true");
        if (transactionPooler) {
            // The next transaction runs on another connection, which does not know the statement.
            wanted.put("prepareThreshold", "0");
        }
        if (supabase && !parameters.containsKey("ssl")) {
            wanted.put("sslmode", "require");
        }
        wanted.keySet().removeAll(parameters.keySet());
        parameters.forEach((name, value) -> {
            if (DriverParameters.isSecret(name)) {
                wanted.put(name, value);
            }
        });
        return Map.copyOf(wanted);
    }

    /** Who enters. */
    private record Credentials(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** A server's address, IPv6 in brackets. */
    private record Host(String name, int port) {
        boolean isSupabase() {
            return name.endsWith(".supabase.co") || name.endsWith(".supabase.com");
        }

        boolean isTransactionPooler() {
            return port == TRANSACTION_POOLER_PORT
                    && (name.endsWith(".pooler.supabase.com")
                            || name.startsWith("db.") && name.endsWith(".supabase.co"));
        }

        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /**
     * The parts as they are written, {@code userInfo@authority/path?query}. A special character that stands unwritten in a password cuts
     * the string at the wrong place, and pieces of the password would be taken for a host, a port, a database, a parameter. The at sign
     * behind the password then comes too late, and nothing is said but that.
     */
    private record Parts(String userInfo, String authority, String path, String query) {
        static Parts of(String rest) {
            int end = firstOf(rest, "/?#", 0);
            int question = firstOf(rest, "?#", end);
            String path = rest.substring(end, question);
            String query = rest.substring(question);
            if (rest.indexOf('#') >= 0 || path.indexOf('@') >= 0 || query.startsWith("?") && hasLateAt(query)) {
                throw wrong(
                        "an at sign or a # stands where none may be; in a password, write / as %2F, ? as %3F, # as %23"
                                + " and @ as %40");
            }
            // A password may hold an at sign as it is: no host has one.
            int at = rest.substring(0, end).lastIndexOf('@');
            return new Parts(
                    at < 0 ? "" : rest.substring(0, at),
                    rest.substring(at + 1, end),
                    path.startsWith("/") ? path.substring(1) : path,
                    query.startsWith("?") ? query.substring(1) : query);
        }

        /** Of the parameters, only user and password may hold an at sign as it is, as they do in the driver's own form. */
        private static boolean hasLateAt(String query) {
            for (String pair : query.substring(1).split("&", -1)) {
                if (pair.indexOf('@') >= 0 && !pair.startsWith("user=") && !pair.startsWith("password=")) {
                    return true;
                }
            }
            return false;
        }

        private static int firstOf(String text, String characters, int from) {
            int i = from;
            while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
                i++;
            }
            return i;
        }

        /** Whether a piece of the authority can be repeated: it stands behind an at sign, and none comes later. */
        boolean showsNoPassword() {
            return !userInfo.isEmpty() && query.indexOf('@') < 0;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return authority;
        }
    }

    private static Credentials credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new Credentials(decode(user, "the user"), decode(password, "the password"));
    }

    private static List<Host> hosts(Parts parts) {
        List<Host> hosts = new ArrayList<>();
        for (String address : parts.authority().split(",", -1)) {
            int colon = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
            int end = colon <= 0 && !address.startsWith(":") ? address.length() : colon;
            hosts.add(new Host(host(address.substring(0, end)), port(address.substring(end), parts)));
        }
        return hosts;
    }

    private static String host(String written) {
        String host = decode(written, "the host").toLowerCase(Locale.ROOT);
        if (host.isEmpty()) {
            return "localhost";
        }
        if (host.startsWith("/")) {
            throw wrong(
                    "the host is the folder of a Unix socket, which the driver cannot reach; name a host and a port");
        }
        if (!HOST.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw wrong("the host holds a character that no host has");
        }
        return host;
    }

    private static int port(String written, Parts parts) {
        if (written.isEmpty() || written.equals(":")) {
            return DEFAULT_PORT;
        }
        String port = written.substring(1);
        String named = parts.showsNoPassword() ? "the port '" + port + "'" : "the port";
        if (port.indexOf(':') >= 0) {
            throw wrong("the host holds more than one colon; write an IPv6 address in brackets");
        }
        if (!written.startsWith(":") || !PORT.matcher(port).matches()) {
            throw wrong(named + " is no number");
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            throw wrong(named + " is not between 1 and 65535");
        }
        return number;
    }

    private static Map<String, String> query(String text, boolean jdbc) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && !PARAMETER.matcher(name).matches()) {
                throw wrong("a parameter's name holds a character that no parameter's name has");
            }
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            // The driver reads a plus as a space, libpq as itself.
            query.put(name, decode(jdbc ? value.replace('+', ' ') : value, "the parameter " + name));
        }
        query.remove("");
        return query;
    }

    private static String removed(Map<String, String> query, String name, String otherwise) {
        String value = query.remove(name);
        return value == null ? otherwise : value;
    }

    /** Strict, where {@link java.net.URLDecoder} would put a replacement character into a password. */
    private static String decode(String text, String what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character == '%') {
                bytes.write(hexadecimal(text, i, what));
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(character).getBytes(UTF_8));
                i += Character.charCount(character);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(what + " is no UTF-8");
        }
    }

    private static int hexadecimal(String text, int percent, String what) {
        int high = percent + 1 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw wrong(what + " holds a % without two hexadecimal digits behind it; write % itself as %25");
        }
        return high * 16 + low;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("The connection string cannot be used: " + why
                + ". It looks like postgresql://user:password@host:5432/database.");
    }
}
