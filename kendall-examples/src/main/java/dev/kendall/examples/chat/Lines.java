package dev.kendall.examples.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the lines of a conversation come from. */
interface Lines extends AutoCloseable {
    /** The next line, or null when there is no more. A person is prompted; a script is not. */
    @Nullable
    String read(String prompt);

    /** Offers these lines, oldest first, for being typed again, in the place of those before. */
    void offer(List<String> earlier);

    @Override
    void close();
}
