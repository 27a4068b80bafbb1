package dev.kendall.testkit.differential;

import org.jspecify.annotations.Nullable;

/** What a storage answered. */
interface Answer {
    /** In which way the backend's answer is another than this one, the reference's; null when it is the same. */
    @Nullable
    String differenceTo(Answer backend);

    /** What the history can go on with. */
    Object value();
}
