package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How the body of an error is laid out. Airtable has three ways. */
public enum ErrorShape {
    /** {@code {"error":"TYPE"}}, without a message. */
    BARE {
        @Override
        JsonNode body(String type, @Nullable String message) {
            return Json.object().put("error", type);
        }
    },

    /** {@code {"error":{"type":"TYPE","message":"…"}}}, which most errors have. */
    OBJECT {
        @Override
        JsonNode body(String type, @Nullable String message) {
            return Json.object().set("error", described("type", type, message));
        }
    },

    /** {@code {"errors":[{"error":"TYPE","message":"…"}]}}, seen on 429. */
    LIST {
        @Override
        JsonNode body(String type, @Nullable String message) {
            return Json.object().set("errors", Json.array().add(described("error", type, message)));
        }
    };

    abstract JsonNode body(String type, @Nullable String message);

    private static ObjectNode described(String key, String type, @Nullable String message) {
        ObjectNode described = Json.object().put(key, type);
        return message == null ? described : described.put("message", message);
    }
}
