package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.examples.model.BgeSmall;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.PrintStream;

/** Memories: what changes in the world supersedes, what was wrong is retracted, and all of it stays readable. */
public final class ChangeOfMind {
    private ChangeOfMind() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        run(BgeSmall.load(), System.out);
    }

    static void run(EmbeddingModel embeddingModel, PrintStream out) {
        try (Kendall kendall = Kendall.open(InMemoryStorage.create(), embeddingModel)) {
            UserId user = UserId.of("u-42");
            Memory old = kendall.remember(user, NewMemory.of(MemoryType.FACT, "employer", "Tarn & Alder"));
            Memory present = kendall.storage()
                    .memories()
                    .supersede(old, NewMemory.of(MemoryType.FACT, "employer", "Lark Studio"));
            Memory wrong = kendall.remember(user, NewMemory.of(MemoryType.PREFERENCE, "tea", "green"));
            kendall.storage().memories().retract(wrong, "it was her sister who likes it");
            kendall.embedPending();

            out.println("Now:");
            for (Memory memory : kendall.storage()
                    .memories()
                    .list(user, MemoryFilter.current(), PageRequest.first(10))
                    .items()) {
                out.println("  " + memory.key() + ": " + memory.value());
            }
            out.println("Before " + present.value() + ":");
            for (MemoryRevision revision : kendall.storage().memories().history(user, old.id())) {
                out.println("  " + revision.change() + ": " + revision.memory().value());
            }
            out.println("Taken back:");
            for (MemoryRevision revision : kendall.storage().memories().history(user, wrong.id())) {
                out.println("  " + revision.change() + (revision.reason() == null ? "" : ": " + revision.reason()));
            }
        }
    }
}
