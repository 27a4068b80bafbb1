package dev.kendall.testkit.airtable;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a URL as the JSON that a body would hold: {@code fields[]=a} and {@code fields[0]=a} are members of an array,
 * {@code sort[0][field]=a} is a member of an object in one. A plus and {@code %20} are both a blank.
 */
final class QueryParameters {
    private static final Pattern KEY = Pattern.compile("([^\\[\\]]+)(?:\\[(\\d*)])?(?:\\[([^\\[\\]]+)])?");

    private QueryParameters() {}

    /** @throws ApiFailure when a name has another form or a percent sign is not followed by digits */
    static ObjectNode parse(@Nullable String rawQuery) {
        ObjectNode parameters = Json.object();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
                put(parameters, key, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.invalid("the URL is not encoded as it must be.");
        }
    }

    private static void put(ObjectNode parameters, String key, String value) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw ApiFailure.invalid("parameter validation failed for " + key + ". Check your request data.");
        }
        String name = parts.group(1);
        if (parts.group(2) == null) {
            parameters.put(name, value);
            return;
        }
        ArrayNode array = parameters.path(name) instanceof ArrayNode there ? there : parameters.putArray(name);
        if (parts.group(3) == null) {
            array.add(value);
            return;
        }
        JsonNode member = array.path(parts.group(2).isEmpty() ? array.size() : Integer.parseInt(parts.group(2)));
        ObjectNode object = member instanceof ObjectNode there ? there : array.addObject();
        object.put(parts.group(3), value);
    }
}
