package dev.kendall.verification;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.Schedule;
import dev.kendall.replica.StoredRow;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.util.List;

/** How rows become {@linkplain CanonicalRow canonical}: each component of a record is a field of its name, a profile's are the user's. */
final class CanonicalForm {
    private final Comparison comparison;
    private final boolean histories;

    /** A form in which memories have their histories only where both sides keep them. */
    CanonicalForm(Comparison comparison, boolean histories) {
        this.comparison = comparison;
        this.histories = histories;
    }

    CanonicalRow of(StoredRow row, List<ExternalId> externalIds) {
        CanonicalFields fields = fields(row);
        for (ExternalId id : externalIds) {
            // Lengths keep systems and values apart.
            fields.text("externalId." + id.system().length() + "." + id.system() + "." + id.value(), "named");
        }
        return new CanonicalRow(row.ref(), fields.asMap());
    }

    private CanonicalFields fields(StoredRow row) {
        CanonicalFields fields = new CanonicalFields(row.ref().kind(), comparison);
        if (row instanceof StoredRow.OfUser of) {
            user(of.user(), fields);
        } else if (row instanceof StoredRow.OfThread of) {
            thread(of.thread(), fields);
        } else if (row instanceof StoredRow.OfMessage of) {
            message(of.message(), fields);
        } else if (row instanceof StoredRow.OfContact of) {
            contact(of.contact(), fields);
        } else if (row instanceof StoredRow.OfPattern of) {
            pattern(of.pattern(), fields);
        } else {
            StoredRow.OfMemory of = (StoredRow.OfMemory) row;
            memory(of.memory(), fields);
            if (histories) {
                history(of.history(), fields);
            }
        }
        return fields;
    }

    private static void user(User user, CanonicalFields fields) {
        Profile profile = user.profile();
        fields.text("fullName", profile.fullName());
        fields.text("nickname", profile.nickname());
        fields.text("email", profile.email());
        fields.text("phone", profile.phone());
        fields.text("zone", profile.zone().getId());
        fields.text("region", profile.region());
        fields.text("assistantName", profile.assistantName());
        fields.list("traits", profile.traits());
        fields.longText("useCase", profile.useCase());
        fields.list("boundaries", profile.boundaries());
        fields.longText("instructions", profile.instructions());
        fields.attributes(profile.attributes());
        fields.time("created", user.created());
        fields.time("updated", user.updated());
        fields.number("version", user.version());
    }

    private static void thread(ChatThread thread, CanonicalFields fields) {
        fields.text("title", thread.title());
        fields.attributes(thread.attributes());
        fields.time("created", thread.created());
        fields.time("lastActive", thread.lastActive());
        fields.number("version", thread.version());
    }

    private static void message(Message message, CanonicalFields fields) {
        fields.text("thread", message.thread().value());
        fields.text("role", message.role().name());
        fields.text("type", message.type().name());
        fields.text("speaker", message.speaker());
        fields.longText("text", message.text());
        fields.time("createdAt", message.createdAt());
        fields.attributes(message.attributes());
    }

    private static void contact(Contact contact, CanonicalFields fields) {
        fields.text("name", contact.name());
        fields.text("phone", contact.phone());
        fields.text("email", contact.email());
        fields.text("relationship", contact.relationship());
        fields.longText("notes", contact.notes());
        fields.set("tags", contact.tags());
        fields.number("contactCount", contact.contactCount());
        fields.time("lastContacted", contact.lastContacted());
        fields.attributes(contact.attributes());
        fields.time("created", contact.created());
        fields.time("updated", contact.updated());
        fields.number("version", contact.version());
    }

    private static void pattern(Pattern pattern, CanonicalFields fields) {
        fields.text("type", pattern.type().value());
        fields.longText("description", pattern.description());
        Schedule schedule = pattern.schedule();
        fields.text("schedule", schedule == null ? null : text(schedule));
        fields.text(
                "contact", pattern.contact() == null ? null : pattern.contact().toString());
        fields.text("confidence", Double.toString(pattern.confidence() + 0.0));
        fields.number("observations", pattern.observations());
        fields.time("firstObserved", pattern.firstObserved());
        fields.time("lastObserved", pattern.lastObserved());
        fields.list(
                "evidence", pattern.evidence().stream().map(Object::toString).toList());
        fields.text("status", pattern.status().name());
        fields.attributes(pattern.attributes());
        fields.time("created", pattern.created());
        fields.time("updated", pattern.updated());
        fields.number("version", pattern.version());
    }

    private static String text(Schedule schedule) {
        return schedule.frequency() + " " + schedule.days() + " " + schedule.dayOfMonth() + " " + schedule.time();
    }

    private static void memory(Memory memory, CanonicalFields fields) {
        fields.text("type", memory.type().value());
        fields.text("key", memory.key());
        fields.longText("value", memory.value());
        fields.longText("context", memory.context());
        fields.text("importance", memory.importance().name());
        fields.time("validFrom", memory.validFrom());
        fields.time("validTo", memory.validTo());
        fields.time("expiresAt", memory.expiresAt());
        fields.list("sources", memory.sources().stream().map(Object::toString).toList());
        fields.attributes(memory.attributes());
        fields.time("recordedAt", memory.recordedAt());
        fields.time("supersededAt", memory.supersededAt());
        fields.text(
                "supersededBy",
                memory.supersededBy() == null ? null : memory.supersededBy().toString());
        fields.number("version", memory.version());
    }

    private void history(List<MemoryRevision> history, CanonicalFields fields) {
        for (int i = 0; i < history.size(); i++) {
            MemoryRevision revision = history.get(i);
            CanonicalFields then = new CanonicalFields(EntityKind.MEMORY, comparison);
            memory(revision.memory(), then);
            then.text("change", revision.change().name());
            then.time("at", revision.at());
            then.text("reason", revision.reason());
            fields.text("history." + (i + 1), then.asText());
        }
    }
}
