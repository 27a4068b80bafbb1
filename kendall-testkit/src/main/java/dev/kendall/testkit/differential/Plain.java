package dev.kendall.testkit.differential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that has to be equal. */
record Plain(Object value) implements Answer {
    @Override
    public @Nullable String differenceTo(Answer backend) {
        if (equals(backend)) {
            return null;
        }
        return backend instanceof Plain plain && value instanceof List<?> mine && plain.value instanceof List<?> theirs
                ? ofLists(mine, theirs)
                : "the answers are not equal";
    }

    private static String ofLists(List<?> mine, List<?> theirs) {
        int same = 0;
        while (same < mine.size() && same < theirs.size() && mine.get(same).equals(theirs.get(same))) {
            same++;
        }
        return "lists of " + mine.size() + " and " + theirs.size() + ", which differ from number " + same + " on: "
                + at(mine, same) + " is " + at(theirs, same);
    }

    private static String at(List<?> list, int index) {
        return index < list.size() ? Shown.of(list.get(index)) : "nothing";
    }

    @Override
    public String toString() {
        return Shown.of(value);
    }
}
