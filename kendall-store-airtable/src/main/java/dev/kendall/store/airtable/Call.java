package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path behind the API's version, encoded, with the query
 * @param body or null
 * @param what what it does, for a person: "read", "write", "delete from"
 * @param table the table it is about, as it is called in the base, or empty
 */
record Call(String method, String path, @Nullable JsonNode body, Repeat repeat, String what, String table) {}
