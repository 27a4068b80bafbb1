package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files. Written as {@code {"url": …, "filename": …}}, or as the {@code id} of one that is in the base already; nothing is fetched from
 * the URL. Read with a URL of this server's that dies after two hours; every read gives a fresh one.
 */
record AttachmentsType() implements FieldType {
    /** A file. */
    record Attachment(String id, String filename) {}

    @Override
    public String name() {
        return "multipleAttachments";
    }

    @Override
    public ObjectNode options() {
        return Json.object().put("isReversed", false);
    }

    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        if (!given.isArray()) {
            throw writing.refused();
        }
        List<Attachment> files = new ArrayList<>();
        for (JsonNode one : given) {
            files.add(file(one, writing));
        }
        return files.isEmpty() ? null : List.copyOf(files);
    }

    private static Attachment file(JsonNode one, CellWriting writing) {
        if (one.path("id").isTextual()) {
            return known(one.path("id").asText(), writing).orElseThrow(writing::refused);
        }
        String url = one.path("url").asText();
        if (!url.contains(":")) {
            throw ApiFailure.unprocessable("INVALID_ATTACHMENT_OBJECT", "Invalid attachment object for column.");
        }
        String last = url.replaceAll("[?#].*", "").replaceAll(".*/", "");
        return new Attachment(
                writing.edit().tables().nextId("att"), one.path("filename").asText(last.isEmpty() ? "file" : last));
    }

    private static Optional<Attachment> known(String id, CellWriting writing) {
        Edit edit = writing.edit();
        return edit.tables().all().stream()
                .flatMap(table -> edit.state().rows(table).stream())
                .flatMap(row -> row.cells().values().stream())
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.empty())
                .filter(Attachment.class::isInstance)
                .map(Attachment.class::cast)
                .filter(file -> file.id().equals(id))
                .findFirst();
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        ArrayNode array = Json.array();
        for (Object one : (List<?>) value) {
            Attachment file = (Attachment) one;
            AttachmentUrls urls = view.tables().attachmentUrls();
            array.add(Json.object()
                    .put("id", file.id())
                    .put("url", urls.url(file))
                    .put("filename", file.filename())
                    .put("size", AttachmentUrls.content(file.id()).length)
                    .put("type", "application/octet-stream"));
        }
        return array;
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        List<?> files = (List<?>) value;
        return FormulaValue.of(String.join(
                ", ", files.stream().map(file -> ((Attachment) file).filename()).toList()));
    }
}
