package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;
import static org.jooq.impl.DSL.val;

import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A user's row. */
final class UserRow {
    /** How many columns {@link #read} reads. */
    static final int WIDTH = 16;

    private UserRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(
                alias,
                "user_id, full_name, nickname, email, phone, zone, region, assistant_name, traits, use_case, boundaries,"
                        + " instructions, attributes, created, updated, version");
    }

    static User read(ResultSet row) throws SQLException {
        Profile profile = Profile.builder()
                .fullName(row.getString(2))
                .nickname(row.getString(3))
                .email(row.getString(4))
                .phone(row.getString(5))
                .zone(ZoneId.of(row.getString(6)))
                .region(row.getString(7))
                .assistantName(row.getString(8))
                .traits(Columns.texts(row, 9))
                .useCase(row.getString(10))
                .boundaries(Columns.texts(row, 11))
                .instructions(row.getString(12))
                .attributes(AttributesConverter.read(row.getString(13)))
                .build();
        return new User(
                UserId.of(row.getString(1)), profile, Columns.time(row, 14), Columns.time(row, 15), row.getLong(16));
    }

    /** All columns. */
    static Map<Field<?>, @Nullable Object> columns(User user) {
        Map<Field<?>, @Nullable Object> columns = content(user.profile());
        columns.put(USERS.USER_ID, user.id().value());
        columns.put(USERS.CREATED, user.created());
        columns.put(USERS.UPDATED, user.updated());
        columns.put(USERS.VERSION, user.version());
        return columns;
    }

    /** The columns of the profile. */
    static Map<Field<?>, @Nullable Object> content(Profile profile) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(USERS.FULL_NAME, profile.fullName());
        columns.put(USERS.NICKNAME, profile.nickname());
        columns.put(USERS.EMAIL, profile.email());
        columns.put(USERS.PHONE, profile.phone());
        columns.put(USERS.ZONE, profile.zone().getId());
        columns.put(USERS.REGION, profile.region());
        columns.put(USERS.ASSISTANT_NAME, profile.assistantName());
        columns.put(USERS.TRAITS, profile.traits().toArray(String[]::new));
        columns.put(USERS.USE_CASE, profile.useCase());
        columns.put(USERS.BOUNDARIES, profile.boundaries().toArray(String[]::new));
        columns.put(USERS.INSTRUCTIONS, profile.instructions());
        columns.put(USERS.ATTRIBUTES, val(profile.attributes(), USERS.ATTRIBUTES));
        return columns;
    }
}
