package dev.kendall.learning.page;

import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Whose page it is, and as of when.
 *
 * @param zone the user's: times are written in it
 */
record View(Stores stores, UserId user, ZoneId zone, Instant now) {
    static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

    String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    /** Everything of a listing. */
    static <T> List<T> all(Function<PageRequest, Page<T>> listing) {
        List<T> all = new ArrayList<>();
        Page.each(PAGE, listing).forEach(all::add);
        return all;
    }
}
