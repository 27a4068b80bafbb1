package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class PostgresUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:s%40cret%2B+@db:6432/app?sslmode=require",
                "postgres://ann:s%40cret%2B+@db:6432/app?sslmode=require",
                "postgres://ann:s@cret++@db:6432/app?sslmode=require",
                "jdbc:postgresql://db:6432/app?sslmode=require&user=ann&password=s%40cret%2B%2B",
                "jdbc:postgresql://db:6432/app?user=ann&password=s@cret%2B%2B&sslmode=require",
                "jdbc:postgresql://ann:s%40cret%2B+@db:6432/app?sslmode=require",
                "  postgresql://ann:s%40cret%2B+@db:6432/app?sslmode=require\n"
            })
    void readsBothForms(String text) {
        PostgresUri uri = PostgresUri.parse(text);
        assertThat(uri.jdbcUrl()).isEqualTo("jdbc:postgresql://db:6432/app?sslmode=require");
        assertThat(uri.user()).isEqualTo("ann");
        assertThat(uri.password()).isEqualTo("s@cret++");
        assertThat(uri.database()).isEqualTo("app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://ann@db | jdbc:postgresql://db:5432/ann",
                "postgres://ann@db/ | jdbc:postgresql://db:5432/ann",
                "postgres://ann@db:/app | jdbc:postgresql://db:5432/app",
                "postgres://db/app | jdbc:postgresql://db:5432/app",
                "postgres://ann@/app | jdbc:postgresql://localhost:5432/app",
                "postgres:///app | jdbc:postgresql://localhost:5432/app",
                "postgres:// | jdbc:postgresql://localhost:5432/",
                "postgres://ann@db?sslmode=disable | jdbc:postgresql://db:5432/ann?sslmode=disable",
                "postgres://ann@DB.Example.org/App | jdbc:postgresql://db.example.org:5432/App",
                "postgres://ann@db/a%20b%2Fc | jdbc:postgresql://db:5432/a%20b%2Fc",
                "postgres://ann@one,two:5433/app | jdbc:postgresql://one:5432,two:5433/app",
                "postgres://ann@[::1]/app | jdbc:postgresql://[::1]:5432/app",
                "postgres://ann@[2001:db8::7]:5433,[::1]/app | jdbc:postgresql://[2001:db8::7]:5433,[::1]:5432/app",
            })
    void fillsInWhatIsMissing(String text, String jdbcUrl) {
        assertThat(PostgresUri.parse(text).jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @Test
    void theDriverReadsWhatItWrites() {
        PostgresUri uri =
                PostgresUri.parse("postgres://ann:p%2F%3F%23%40%C3%A9@one,[::1]:5433/a%20b%2Fc?options=-c%20x%3D1%2B2");
        Properties read = Driver.parseURL(uri.jdbcUrl(), null);
        assertThat(read)
                .contains(
                        entry("PGHOST", "one,[::1]"),
                        entry("PGPORT", "5432,5433"),
                        entry("PGDBNAME", "a b/c"),
                        entry("options", "-c x=1+2"));
        assertThat(uri.password()).isEqualTo("p/?#@é");
    }

    @Nested
    class OfSupabase {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "postgresql://postgres:p@db.abcdefgh.supabase.co:5432/postgres | postgres | false",
                    "postgres://postgres.abcdefgh:p@aws-0-eu-central-1.pooler.supabase.com:5432/postgres | postgres.abcdefgh | false",
                    "postgres://postgres.abcdefgh:p@aws-0-eu-central-1.pooler.supabase.com:6543/postgres | postgres.abcdefgh | true",
                    "postgresql://postgres:p@db.abcdefgh.supabase.co:6543/postgres | postgres | true",
                    "jdbc:postgresql://aws-1-us-east-1.pooler.supabase.com:6543/postgres?user=postgres.ab&password=p | postgres.ab | true"
                })
        void readsTheForms(String text, String user, boolean transactionPooler) {
            PostgresUri uri = PostgresUri.parse(text);
            assertThat(uri.user()).isEqualTo(user);
            assertThat(uri.password()).isEqualTo("p");
            assertThat(uri.isTransactionPooler()).isEqualTo(transactionPooler);
            assertThat(uri.properties().containsKey("prepareThreshold")).isEqualTo(transactionPooler);
            assertThat(uri.properties()).containsEntry("sslmode", "require");
        }

        @Test
        void namesTheDatabaseThatEveryProjectHas() {
            assertThat(PostgresUri.parse("postgres://postgres.ab:p@aws-0-eu-central-1.pooler.supabase.com")
                            .database())
                    .isEqualTo("postgres");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sslmode=verify-full", "ssl=true"})
        void leavesEncryptionAsItIsGiven(String parameter) {
            PostgresUri uri = PostgresUri.parse("postgres://postgres:p@db.ab.supabase.co/postgres?" + parameter);
            assertThat(uri.jdbcUrl()).endsWith("?" + parameter);
            assertThat(uri.properties()).doesNotContainKey("sslmode");
        }

        @Test
        void knowsThePlaceholder() {
            refuses(
                    "postgresql://postgres:[YOUR-PASSWORD]@db.ab.supabase.co:5432/postgres",
                    "the password is still the placeholder of Supabase's page; put yours in its place");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://ann@db:6543/app, false",
        "postgres://ann@db/app?pgbouncer=true, true",
        "postgres://ann@db/app?pgbouncer=false, false",
        "postgres://ann@supabase.com.example.org:6543/app, false"
    })
    void knowsATransactionPooler(String text, boolean expected) {
        PostgresUri uri = PostgresUri.parse(text);
        assertThat(uri.isTransactionPooler()).isEqualTo(expected);
        assertThat(uri.jdbcUrl()).doesNotContain("pgbouncer");
    }

    @Nested
    class Defaults {
        @Test
        void areThoseThatTheStringLeavesOpen() {
            assertThat(PostgresUri.parse("postgres://ann@db/app").properties())
                    .containsOnly(
                            entry("ApplicationName", "kendall"),
                            entry("tcpKeepAlive", "true"),
                            entry("reWriteBatchedInserts", "true"));
        }

        @Test
        void giveWayToTheString() {
            PostgresUri uri =
                    PostgresUri.parse("postgres://ann@db/app?pgbouncer=true&prepareThreshold=5&application_name=host"
                            + "&keepalives=0&reWriteBatchedInserts=false");
            assertThat(uri.properties()).isEmpty();
            assertThat(uri.jdbcUrl())
                    .endsWith(
                            "/app?prepareThreshold=5&ApplicationName=host&tcpKeepAlive=false&reWriteBatchedInserts=false");
        }

        @Test
        void holdTheKeysPassword() {
            PostgresUri uri = PostgresUri.parse("postgres://ann@db/app?sslkey=k.p12&sslpassword=hidden");
            assertThat(uri.properties()).containsEntry("sslpassword", "hidden");
            assertThat(uri.jdbcUrl()).endsWith("/app?sslkey=k.p12");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application_name=chat%20host | ApplicationName=chat%20host",
                "fallback_application_name=a | ApplicationName=a",
                "application_name=b&fallback_application_name=a | ApplicationName=b",
                "fallback_application_name=a&application_name=b | ApplicationName=b",
                "connect_timeout=10 | connectTimeout=10",
                "sslmode=verify-full&sslrootcert=ca.pem | sslmode=verify-full&sslrootcert=ca.pem",
                "sslrootcert=system | sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full",
                "options=-c%20search_path%3Dx | options=-c%20search_path%3Dx",
                "sslmode=require&channel_binding=require | sslmode=require&channelBinding=require",
                "target_session_attrs=read-write | targetServerType=primary",
                "target_session_attrs=prefer-standby | targetServerType=preferSecondary",
                "load_balance_hosts=random | loadBalanceHosts=true",
                "require_auth=scram-sha-256 | requireAuth=scram-sha-256",
                "gssencmode=disable | gssEncMode=disable",
                "pgbouncer=true&connection_limit=1&schema=public&sslmode=require | sslmode=require",
                "currentSchema=kendall&socketTimeout=30 | currentSchema=kendall&socketTimeout=30",
                "supa=base-pooler.x | supa=base-pooler.x",
            })
    void speaksTheDriversLanguage(String libpq, String driver) {
        assertThat(PostgresUri.parse("postgres://ann@db/app?" + libpq).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/app?" + driver);
    }

    @Test
    void readsAPlusAsTheOwnerOfTheFormDoes() {
        assertThat(PostgresUri.parse("jdbc:postgresql://db/app?password=a+b").password())
                .isEqualTo("a b");
        assertThat(PostgresUri.parse("postgresql://db/app?password=a+b").password())
                .isEqualTo("a+b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://ann:hidden@db/app | it begins neither with postgresql:// nor with jdbc:postgresql://",
                "ann:hidden@db/app | it begins neither with postgresql:// nor with jdbc:postgresql://",
                "postgres://ann:hidden@db:abc/app | the port 'abc' is no number",
                "postgres://ann:hidden@db:-1/app | the port '-1' is no number",
                "postgres://ann:hidden@db:0/app | the port '0' is not between 1 and 65535",
                "postgres://ann:hidden@db:65536/app | the port '65536' is not between 1 and 65535",
                "postgres://ann:hidden@db:99999999999/app | the port '99999999999' is no number",
                "postgres://ann:hidden@::1/app | the host holds more than one colon; write an IPv6 address in brackets",
                "postgres://ann:hidden@[::1/app | the host holds a character that no host has",
                "postgres://ann:hidden@d b/app | the host holds a character that no host has",
                "postgres://ann:hidden@%2Frun/app"
                        + " | the host is the folder of a Unix socket, which the driver cannot reach; name a host and a port",
                "postgres://ann:hidden%@db/app"
                        + " | the password holds a % without two hexadecimal digits behind it; write % itself as %25",
                "postgres://ann:hidden%zz@db/app"
                        + " | the password holds a % without two hexadecimal digits behind it; write % itself as %25",
                "postgres://ann:hidden%E9@db/app | the password is no UTF-8",
                "postgres://ann:hidden@db/app?target_session_attrs=hidden"
                        + " | the parameter target_session_attrs has a value that is none of any, prefer-standby, primary, read-only,"
                        + " read-write, standby",
                "postgres://ann:hidden@db/app?service=x&sslcrl=y | the driver has no parameter sslcrl; leave it out or say it otherwise",
                "postgres://ann:hidden | the port is no number",
                "postgres://db/app?password=hidden&p%20q=1 | a parameter's name holds a character that no parameter's name has"
            })
    void saysWhatIsWrong(String text, String why) {
        refuses(text, why);
    }

    /** The at sign behind the password comes too late, whatever cut the string before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:hid/den@db/app",
                "postgres://ann:hid?den@db/app",
                "postgres://ann:hid#den@db/app",
                "postgres://ann:hi@dd/hidden@db:5432/app",
                "postgres://ann:hi@dd?hidden@db:5432/app",
                "postgres://ann:hi@dd?hid=den@db:5432/app",
                "postgres://ann:hi@dd#hidden@db:5432/app",
                "postgres://ann:hi@dd:hid/den@db:5432/app",
                "jdbc:postgresql://ann:hid/den@db/app",
                "jdbc:postgresql://db/app?user=ann&password=hid#den"
            })
    void neverTakesAPieceOfThePasswordForSomethingElse(String text) {
        refuses(
                text,
                "an at sign or a # stands where none may be; in a password, write / as %2F, ? as %3F, # as %23 and @ as %40");
    }

    @Test
    void showsNoPassword() {
        PostgresUri uri = PostgresUri.parse("postgres://ann:hidden@db/app?sslpassword=hidden");
        assertThat(uri).hasToString("jdbc:postgresql://db:5432/app as ann");
        assertThat(uri.jdbcUrl()).doesNotContain("hidden", "ann");
    }

    private static void refuses(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUri.parse(text))
                .withMessage("The connection string cannot be used: " + why
                        + ". It looks like postgresql://user:password@host:5432/database.")
                .withMessageNotContaining("hid")
                .withNoCause();
    }
}
