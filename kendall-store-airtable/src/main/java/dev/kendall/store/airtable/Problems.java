package dev.kendall.store.airtable;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Airtable's errors in Kendall's words: what failed, and what to do. Nothing of what was sent or stored is quoted. */
final class Problems {
    private static final Duration QUOTA_RETRY = Duration.ofHours(1);
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(30);

    private final String base;
    private final FieldMap fields;

    Problems(AirtableOptions options) {
        this.base = options.base();
        this.fields = options.fields();
    }

    KendallException failure(Call call, ApiProblem problem) {
        String what = "could not " + call.what() + (call.table().isEmpty() ? "" : " table '" + call.table() + "'")
                + " of Airtable base " + base + ": ";
        return switch (problem.kind()) {
            case RATE_LIMIT ->
                new StorageUnavailable(
                        what
                                + "too many requests a second, of this process and others, until the call's deadline; try later, or"
                                + " give each process a share with AirtableOptions.requestsPerSecond",
                        OUTAGE_RETRY,
                        null);
            case UNAVAILABLE -> unavailable(what, call, problem);
            case ITERATOR_GONE ->
                new StorageUnavailable(what + "its iterator was lost again and again; try later", OUTAGE_RETRY, null);
            case NO_RECORD ->
                Conflict.lostRace(what + "a record was deleted meanwhile; read again and redo the change");
            case TOO_LARGE ->
                new StorageRefused(what + "one record alone is too large for a request (413); shorten its texts", null);
            case FINAL -> last(what, call, problem);
        };
    }

    private static KendallException unavailable(String what, Call call, ApiProblem problem) {
        String state = problem.status() == 0 ? "it cannot be reached" : "it answered with status " + problem.status();
        String unknown = call.method().equals("GET") || call.path().endsWith("/listRecords")
                ? ""
                : "; whether it was carried out is unknown, and doing it again is safe with the same ids";
        Duration after = problem.retryAfter();
        return new StorageUnavailable(what + state + unknown, after == null ? OUTAGE_RETRY : after, problem.getCause());
    }

    private KendallException last(String what, Call call, ApiProblem problem) {
        if (problem.isQuota()) {
            return new StorageUnavailable(
                    what
                            + "the workspace has used up its API calls of this month; upgrade its plan or wait for the next month",
                    QUOTA_RETRY,
                    null);
        }
        return new StorageRefused(what + why(call, problem), null);
    }

    private String why(Call call, ApiProblem problem) {
        int status = problem.status();
        if (status == 401) {
            return "the token is missing or wrong; give AirtableOptions a valid personal access token";
        } else if (status == 403 || status == 404) {
            return "it is not there, or the token may not see it; check the base's id, "
                    + (call.table().isEmpty()
                            ? "and the token's scope schema.bases:read"
                            : fields.tableSetting(call.table())
                                    + ", and the token's scopes data.records:read and data.records:write");
        }
        return switch (problem.type()) {
            case "UNKNOWN_FIELD_NAME" ->
                "it has no field " + field(call, problem) + "; name the right one with "
                        + fields.fieldSetting(call.table(), problem.quoted());
            case "INVALID_VALUE_FOR_COLUMN" ->
                "field " + field(call, problem)
                        + " has a type that does not take such values; change its type, or name another"
                        + " field with " + fields.fieldSetting(call.table(), problem.quoted());
            case "INVALID_MULTIPLE_CHOICE_OPTIONS" ->
                "a select field lacks an option for the value; add it, or make the field a text";
            case "INVALID_FILTER_BY_FORMULA" ->
                "a field that is filtered by is missing or of another type; compare the base with the field map by AirtableSetup";
            default ->
                "Airtable refused it with status " + status
                        + (problem.type().isEmpty() ? "" : " (" + problem.type() + ")")
                        + "; compare the base with the field map by AirtableSetup";
        };
    }

    /** The field's name, where what Airtable quotes is one that was sent. */
    private String field(Call call, ApiProblem problem) {
        String quoted = problem.quoted();
        return quoted != null && fields.knows(call.table(), quoted) ? "'" + quoted + "'" : "that the field map names";
    }

    static @Nullable String firstQuoted(String message) {
        int begin = message.indexOf('"');
        int end = begin < 0 ? -1 : message.indexOf('"', begin + 1);
        return end < 0 ? null : message.substring(begin + 1, end);
    }
}
