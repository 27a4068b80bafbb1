package dev.kendall.examples.migrate;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.FieldMap;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Airtable base, and how it is asked. */
final class BaseOptions {
    @Option(
            names = "--base",
            paramLabel = "ID",
            description = "The base, which begins with app. Default: $AIRTABLE_BASE.")
    @Nullable
    private String base;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "A personal access token that may read the base. Default: $AIRTABLE_TOKEN, where other programs do not see it.")
    @Nullable
    private String token;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the API is. Default: $AIRTABLE_URL, else Airtable's own.")
    @Nullable
    private URI url;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description =
                    "How many requests are sent in a second. Default: 5, all that Airtable allows; more is for test servers.")
    private int requestsPerSecond = 5;

    @Option(
            names = "--user-id-field",
            paramLabel = "FIELD",
            description =
                    "The field of the users' table that holds the user's id. Default: the record's id is the user's.")
    @Nullable
    private String userIdField;

    @Option(
            names = "--region",
            paramLabel = "COUNTRY",
            description =
                    "The country, such as GB, in which phone numbers without a country code are read. Default: none.")
    @Nullable
    private String region;

    /** The base of a server that was started for this run. */
    void use(String url, String base, String token, int requestsPerSecond) {
        this.url = URI.create(url);
        this.base = base;
        this.token = token;
        this.requestsPerSecond = requestsPerSecond;
        this.region = "GB";
    }

    /**
     * The options.
     *
     * @throws CommandFailed when the base or the token is not named, or wrongly
     */
    AirtableOptions options(Host host) {
        String id = named("base", "AIRTABLE_BASE", base, host);
        String secret = named("token", "AIRTABLE_TOKEN", token, host);
        try {
            FieldMap.Builder fields = FieldMap.builder();
            if (userIdField != null) {
                fields.userIdField(userIdField);
            }
            AirtableOptions.Builder options = AirtableOptions.builder(id, () -> secret)
                    .fields(fields.build())
                    .requestsPerSecond(requestsPerSecond)
                    .deadline(Duration.ofMinutes(5))
                    .region(region);
            String address = host.variable("AIRTABLE_URL");
            if (url != null || address != null) {
                options.endpoint(url == null ? URI.create(String.valueOf(address)) : url);
            }
            return options.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--base: " + e.getMessage(), e);
        }
    }

    private static String named(String option, String variable, @Nullable String given, Host host) {
        String value = given == null || given.isBlank() ? host.variable(variable) : given.strip();
        if (value == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "Name the Airtable " + option + " with --" + option + " or " + variable
                            + ", or use --demo to try it.");
        }
        return value;
    }
}
