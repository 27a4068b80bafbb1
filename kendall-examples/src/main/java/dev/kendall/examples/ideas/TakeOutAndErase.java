package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.contact.NewContact;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.PrintStream;
import java.io.StringWriter;

/** Everything about one user: out as JSON lines, and gone for good with a receipt. */
public final class TakeOutAndErase {
    private TakeOutAndErase() {}

    /** Runs it; it needs no model. */
    public static void main(String[] arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (Kendall kendall = Kendall.open(InMemoryStorage.create())) {
            UserId user = UserId.of("u-42");
            kendall.remember(user, NewMemory.of(MemoryType.PREFERENCE, "coffee", "flat white"));
            kendall.storage().contacts().upsert(user, NewContact.named("Ines"));
            kendall.turn(user, ThreadId.of("web-7"), "Ines comes for coffee").complete("I will put the kettle on.");

            StringWriter file = new StringWriter();
            out.println(kendall.export(user, file) + " lines:");
            out.print(file);

            ErasureReceipt receipt = kendall.erase(user);
            receipt.counts().forEach((kind, count) -> out.println(kind + ": " + count));
            out.println(
                    "Known afterwards: " + kendall.storage().users().find(user).isPresent());
        }
    }
}
