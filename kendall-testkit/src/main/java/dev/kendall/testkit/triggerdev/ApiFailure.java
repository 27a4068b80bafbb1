package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that Trigger.dev refuses. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    private ApiFailure(Answer answer) {
        super(answer.body().toString(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    static ApiFailure of(int status, String message) {
        return new ApiFailure(Answer.error(status, message));
    }

    static ApiFailure notFound(String what) {
        return of(404, what + " not found");
    }

    /** A body that is not as the schema says. */
    static ApiFailure invalid(String path, String message) {
        ObjectNode body = Json.object().put("error", "Invalid request body");
        ObjectNode issue =
                body.putArray("issues").addObject().put("code", "custom").put("message", message);
        issue.putArray("path").add(path);
        return new ApiFailure(Answer.of(400, body));
    }
}
