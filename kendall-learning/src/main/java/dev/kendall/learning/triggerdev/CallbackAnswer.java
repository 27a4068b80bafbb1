package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What to answer to a request.
 *
 * @param status of HTTP
 * @param body JSON, to be sent as {@code application/json} in UTF-8
 */
public record CallbackAnswer(int status, String body) {
    static CallbackAnswer ok(String status, String id) {
        return new CallbackAnswer(
                200, Json.write(Json.object().put("status", status).put("id", id)));
    }

    /** @param error a sentence that tells nothing which the caller does not know */
    static CallbackAnswer error(int status, String error) {
        ObjectNode body = Json.object().put("error", error);
        return new CallbackAnswer(status, Json.write(body));
    }
}
