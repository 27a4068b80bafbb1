package dev.kendall.testkit;

import dev.kendall.chat.Message;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Stores;
import java.util.List;

/** An embedding space in use: puts vectors where a test wants them. */
record Space(Stores stores, EmbeddingSpace id) {
    /** The space of this model and dimension, added to the storage. */
    static Space added(Stores stores, String model, int dimensions) {
        EmbeddingSpace id = new EmbeddingSpace(model, dimensions);
        stores.vectors().addSpace(id);
        return new Space(stores, id);
    }

    SpaceVector vector(float... values) {
        return new SpaceVector(id, Vector.of(values));
    }

    NewVector of(Message message, float... values) {
        return new NewVector(EntityRef.of(message.user(), message.id()), EmbeddingText.of(message), vector(values));
    }

    NewVector of(Memory memory, float... values) {
        return new NewVector(EntityRef.of(memory.user(), memory.id()), EmbeddingText.of(memory), vector(values));
    }

    /** Stores the message's vector; how many were stored. */
    int put(Message message, float... values) {
        return stores.vectors().put(message.user(), List.of(of(message, values)));
    }

    /** Stores the memory's vector; how many were stored. */
    int put(Memory memory, float... values) {
        return stores.vectors().put(memory.user(), List.of(of(memory, values)));
    }
}
