package dev.kendall.store.airtable;

import static dev.kendall.store.airtable.AirtableField.*;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** Users. */
final class UserMapping implements RowMapping {
    @Override
    public StoredRow fresh(Reading record) {
        Profile profile = Profile.builder()
                .fullName(record.text(USER_FULL_NAME, 200))
                .nickname(record.text(USER_NICKNAME, 200))
                .email(record.text(USER_EMAIL, 320))
                .phone(record.text(USER_PHONE, 64))
                .zone(zone(record))
                .assistantName(record.text(USER_ASSISTANT_NAME, 200))
                .traits(record.texts(USER_TRAITS, 50, 200))
                .useCase(record.text(USER_USE_CASE, 2_000))
                .boundaries(record.texts(USER_BOUNDARIES, 50, 2_000))
                .instructions(record.text(USER_INSTRUCTIONS, 100_000))
                .attributes(record.attributes())
                .build();
        Instant created = record.created(USER_CREATED);
        return new OfUser(new User(record.user(), profile, created, record.updated(USER_UPDATED, created), 1));
    }

    private static ZoneId zone(Reading record) {
        String name = record.exactText(USER_TIME_ZONE);
        if (name == null) {
            record.note(USER_TIME_ZONE, "it is empty; UTC is taken");
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            record.keep(USER_TIME_ZONE, "it is no time zone such as Europe/London, so UTC is taken");
            return ZoneId.of("UTC");
        }
    }

    @Override
    public Map<AirtableField, JsonNode> cells(StoredRow row) {
        User user = ((OfUser) row).user();
        Profile profile = user.profile();
        return new Cells()
                .text(USER_FULL_NAME, profile.fullName())
                .text(USER_NICKNAME, profile.nickname())
                .text(USER_EMAIL, profile.email())
                .text(USER_PHONE, profile.phone())
                .text(USER_TIME_ZONE, profile.zone().getId())
                .text(USER_ASSISTANT_NAME, profile.assistantName())
                .texts(USER_TRAITS, profile.traits())
                .text(USER_USE_CASE, profile.useCase())
                .texts(USER_BOUNDARIES, profile.boundaries())
                .text(USER_INSTRUCTIONS, profile.instructions())
                .time(USER_CREATED, user.created())
                .time(USER_UPDATED, user.updated())
                .attributes(AirtableTable.USERS, profile.attributes())
                .values();
    }

    @Override
    public StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields) {
        User was = ((OfUser) stored).user();
        User now = ((OfUser) fresh).user();
        Profile old = was.profile();
        Profile other = now.profile();
        Profile profile = old.toBuilder()
                .fullName(Cells.pickOrNull(fields, USER_FULL_NAME, old.fullName(), other.fullName()))
                .nickname(Cells.pickOrNull(fields, USER_NICKNAME, old.nickname(), other.nickname()))
                .email(Cells.pickOrNull(fields, USER_EMAIL, old.email(), other.email()))
                .phone(Cells.pickOrNull(fields, USER_PHONE, old.phone(), other.phone()))
                .zone(Cells.pick(fields, USER_TIME_ZONE, old.zone(), other.zone()))
                .assistantName(
                        Cells.pickOrNull(fields, USER_ASSISTANT_NAME, old.assistantName(), other.assistantName()))
                .traits(Cells.pick(fields, USER_TRAITS, old.traits(), other.traits()))
                .useCase(Cells.pickOrNull(fields, USER_USE_CASE, old.useCase(), other.useCase()))
                .boundaries(Cells.pick(fields, USER_BOUNDARIES, old.boundaries(), other.boundaries()))
                .instructions(Cells.pickOrNull(fields, USER_INSTRUCTIONS, old.instructions(), other.instructions()))
                .attributes(Cells.changed(old.attributes(), other.attributes(), fields))
                .build();
        return new OfUser(new User(
                was.id(),
                profile,
                Cells.pick(fields, USER_CREATED, was.created(), now.created()),
                Cells.pick(fields, USER_UPDATED, was.updated(), now.updated()),
                was.version() + 1));
    }

    @Override
    public JsonNode json(StoredRow row) {
        return DomainJson.tree(((OfUser) row).user());
    }

    @Override
    public StoredRow row(JsonNode json) {
        return new OfUser(DomainJson.read(json, User.class));
    }

    @Override
    public Map<String, AirtableField> longTexts() {
        return Map.of(
                "/profile/instructions",
                USER_INSTRUCTIONS,
                "/profile/attributes/" + USER_FILE_CONTENT.defaultName(),
                USER_FILE_CONTENT,
                "/profile/attributes/" + USER_FILE_INSTRUCTIONS.defaultName(),
                USER_FILE_INSTRUCTIONS);
    }
}
