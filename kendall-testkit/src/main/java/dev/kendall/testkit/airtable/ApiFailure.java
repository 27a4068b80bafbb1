package dev.kendall.testkit.airtable;

/** A request that Airtable refuses. Each factory is one kind of refusal, with the body that Airtable sends. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private ApiFailure(Answer answer) {
        super(answer.body().toString(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    static ApiFailure notFound() {
        return new ApiFailure(Answer.error(404, ErrorShape.BARE, "NOT_FOUND", null));
    }

    static ApiFailure unauthenticated() {
        return new ApiFailure(Answer.error(401, "AUTHENTICATION_REQUIRED", "Authentication required"));
    }

    /** Also what does not exist: Airtable does not tell the two apart. */
    static ApiFailure forbidden() {
        return new ApiFailure(Answer.error(
                403,
                "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
                "Invalid permissions, or the requested model was not found. Check that both your user and your token have the required"
                        + " permissions, and that the model names and/or ids are correct."));
    }

    static ApiFailure noTable(String name, String base) {
        return new ApiFailure(
                Answer.error(404, "TABLE_NOT_FOUND", "Could not find table " + name + " in application " + base));
    }

    static ApiFailure noRecord(String id) {
        return new ApiFailure(Answer.error(404, "MODEL_ID_NOT_FOUND", "Record " + id + " was not found"));
    }

    static ApiFailure noRow(String id) {
        return unprocessable("ROW_DOES_NOT_EXIST", "Record ID " + id + " does not exist in this table");
    }

    static ApiFailure invalid(String what) {
        return unprocessable("INVALID_REQUEST_UNKNOWN", "Invalid request: " + what);
    }

    static ApiFailure tooManyRecords() {
        return unprocessable("INVALID_RECORDS", "You have sent more than a maximum of 10 records in one request.");
    }

    static ApiFailure formula(String why) {
        return unprocessable("INVALID_FILTER_BY_FORMULA", "The formula for filtering records is invalid: " + why);
    }

    static ApiFailure unknownField(String name) {
        return unprocessable("UNKNOWN_FIELD_NAME", "Unknown field name: \"" + name + "\"");
    }

    static ApiFailure value(String field) {
        return unprocessable("INVALID_VALUE_FOR_COLUMN", "Field \"" + field + "\" cannot accept the provided value");
    }

    static ApiFailure computed(String field) {
        return unprocessable(
                "INVALID_VALUE_FOR_COLUMN",
                "Field \"" + field + "\" cannot accept a value because the field is computed");
    }

    static ApiFailure option(String name) {
        return unprocessable(
                "INVALID_MULTIPLE_CHOICE_OPTIONS",
                "Insufficient permissions to create new select option \"\"" + name + "\"\"");
    }

    static ApiFailure iteratorGone() {
        return new ApiFailure(Answer.error(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", null));
    }

    static ApiFailure unprocessable(String type, String message) {
        return new ApiFailure(Answer.error(422, type, message));
    }

    static ApiFailure urlTooLong() {
        return new ApiFailure(Answer.error(414, "REQUEST_URI_TOO_LONG", "The URL has 16,000 characters or more"));
    }
}
