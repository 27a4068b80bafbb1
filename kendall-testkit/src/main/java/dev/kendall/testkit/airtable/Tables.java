package dev.kendall.testkit.airtable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tables of a base, and what all of them share. */
final class Tables {
    /** Unconfirmed, and so it can be set. */
    private static final int LONGEST_TEXT = 100_000;

    private final List<Table> all = new CopyOnWriteArrayList<>();
    private final String base;
    private final Ids ids;
    private final AttachmentUrls attachmentUrls;
    private volatile int longestText = LONGEST_TEXT;

    Tables(String base, Ids ids, AttachmentUrls attachmentUrls) {
        this.base = base;
        this.ids = ids;
        this.attachmentUrls = attachmentUrls;
    }

    List<Table> all() {
        return all;
    }

    Ids ids() {
        return ids;
    }

    String nextId(String kind) {
        return ids.next(kind);
    }

    AttachmentUrls attachmentUrls() {
        return attachmentUrls;
    }

    /** In characters. */
    int longestText() {
        return longestText;
    }

    void longestText(int characters) {
        this.longestText = characters;
    }

    Table add(String name) {
        Table table = new Table(name, ids);
        all.add(table);
        return table;
    }

    Optional<Table> find(String nameOrId) {
        return all.stream()
                .filter(table -> table.name().equals(nameOrId) || table.id().equals(nameOrId))
                .findFirst();
    }

    Table get(String nameOrId) {
        return find(nameOrId).orElseThrow(() -> ApiFailure.noTable(nameOrId, base));
    }
}
