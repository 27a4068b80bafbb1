package dev.kendall.examples.migrate;

import dev.kendall.entity.EntityRef;
import dev.kendall.examples.migrate.SecondLook.Pace;
import dev.kendall.examples.migrate.SecondLook.Seen;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.store.airtable.Lane;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.verification.Difference;
import dev.kendall.verification.Verification;
import dev.kendall.verification.VerificationReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** A base and the PostgreSQL that takes its place. */
record BothSides(AirtableOptions base, PostgresStorage storage) {
    /** Takes a {@link SecondLook} and tells of it, where a cutover was begun and every row is known that differed. */
    Optional<Seen> lookAgain(VerificationReport compared, PrintWriter out) {
        Optional<PostgresCutoverStore> cutover = PostgresCutoverStore.find(storage);
        List<EntityRef> rows =
                compared.differences().stream().map(Difference::row).toList();
        if (cutover.isEmpty() || rows.isEmpty() || rows.size() < compared.differing()) {
            return Optional.empty();
        }
        try (AirtableStorage airtable =
                AirtableStorage.builder(base).lane(Lane.VERIFY).open()) {
            Verification verification =
                    Verification.of(airtable, storage).tellingValues().build();
            Seen seen = new SecondLook(verification, cutover.get(), Pace.USUAL).at(rows);
            out.println();
            out.println(seen.sentence());
            ReportText.first(seen.differing()).forEach(out::println);
            return Optional.of(seen);
        }
    }
}
