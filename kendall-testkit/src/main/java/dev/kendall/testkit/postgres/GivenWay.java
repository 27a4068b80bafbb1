package dev.kendall.testkit.postgres;

import java.sql.SQLException;

/** The server that {@code KENDALL_DATABASE_URL} names. Who names one wants no other: what is wrong with it is told at once. */
final class GivenWay implements Way {
    static final String VARIABLE = "KENDALL_DATABASE_URL";

    @Override
    public Origin origin() {
        return Origin.GIVEN;
    }

    @Override
    public Found open(PostgresOptions options) throws Unavailable {
        String text = options.environment().getOrDefault(VARIABLE, "");
        if (text.isBlank()) {
            throw new Unavailable("it is not set");
        }
        DatabaseUrl url;
        try {
            url = DatabaseUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PostgresUnavailable(VARIABLE + ": " + e.getMessage(), e);
        }
        try {
            Databases.versions(url);
        } catch (SQLException | Unavailable e) {
            throw new PostgresUnavailable(
                    VARIABLE + " is set to " + url + ", and that server cannot be used: " + e.getMessage()
                            + ". Correct it, or unset it to have a server made.",
                    e);
        }
        return new Found(Origin.GIVEN, url, null, () -> {});
    }
}
