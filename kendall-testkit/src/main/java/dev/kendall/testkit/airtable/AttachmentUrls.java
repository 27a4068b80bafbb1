package dev.kendall.testkit.airtable;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kendall.testkit.airtable.AttachmentsType.Attachment;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Addresses of files, which carry the moment of their death. */
record AttachmentUrls(String server, String base, Supplier<Instant> clock) {
    static final String PATH = "/v0/.attachments/";
    private static final Duration LIFETIME = Duration.ofHours(2);

    String url(Attachment file) {
        long dies = clock.get().plus(LIFETIME).getEpochSecond();
        String name = URLEncoder.encode(file.filename(), UTF_8).replace("+", "%20");
        return server + PATH + base + "/" + dies + "/" + file.id() + "/" + name;
    }

    /** Whether an address lives that dies then. */
    boolean isAlive(String dies) {
        return dies.matches("\\d{1,11}") && clock.get().isBefore(Instant.ofEpochSecond(Long.parseLong(dies)));
    }

    /** What such an address gives: the file's id, since nothing was fetched. */
    static byte[] content(String id) {
        return ("attachment " + id).getBytes(UTF_8);
    }
}
