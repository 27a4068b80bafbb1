package dev.kendall.store.airtable;

import dev.kendall.testkit.airtable.BaseSchema;
import dev.kendall.testkit.airtable.TableSchema;
import java.util.List;
import java.util.function.Consumer;

/** A legacy base with the fields and the table that Kendall adds. */
final class ExtendedBase implements Consumer<BaseSchema> {
    private static final List<String> TABLES =
            List.of("Users", "Chat Messages", "Contacts", "User Patterns", "User Memory", "Kendall Threads");

    private final Consumer<BaseSchema> legacy;

    ExtendedBase(Consumer<BaseSchema> legacy) {
        this.legacy = legacy;
    }

    @Override
    public void accept(BaseSchema base) {
        legacy.accept(base);
        TABLES.forEach(table -> base.table(table, ExtendedBase::extend));
    }

    private static void extend(TableSchema fields) {
        fields.text("Kendall Id").text("Kendall User").longText("Kendall Row");
    }
}
