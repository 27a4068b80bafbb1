package dev.kendall.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private final List<PageRequest> requests = new ArrayList<>();

    /** A listing of the numbers below {@code count}. */
    private Function<PageRequest, Page<Integer>> numbers(int count) {
        return request -> {
            requests.add(request);
            Cursor after = request.after();
            int from =
                    after == null ? 0 : Integer.parseInt(after.key("numbers", 1).get(0)) + 1;
            List<Integer> rows = IntStream.range(from, Math.min(count, from + request.limit() + 1))
                    .boxed()
                    .toList();
            return Page.of(rows, request.limit(), last -> Cursor.of("numbers", last.toString()));
        };
    }

    @Test
    void a_row_too_many_tells_of_a_next_page_and_is_not_in_this_one() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, last -> Cursor.of("texts", last));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).isEqualTo(Cursor.of("texts", "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void no_more_rows_than_the_limit_are_the_last_page(int limit) {
        Page<String> page = Page.of(List.of("a", "b"), limit, last -> Cursor.of("texts", last));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).isNull();
    }

    @Test
    void a_page_keeps_its_items_when_the_list_changes() {
        List<String> rows = new ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(rows, null);
        rows.add("b");

        assertThat(page.items()).containsExactly("a").isUnmodifiable();
        assertThat(Page.empty()).isEqualTo(new Page<>(List.of(), null));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "3, 2", "4, 2", "5, 3"})
    void each_reads_every_item_with_no_more_pages_than_needed(int count, int pages) {
        assertThat(Page.each(PageRequest.first(2), numbers(count)))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(requests).hasSize(pages).allMatch(request -> request.limit() == 2);
    }

    @Test
    void each_reads_a_page_only_when_it_is_reached() {
        Iterator<Integer> numbers = Page.each(PageRequest.first(2), numbers(5)).iterator();
        numbers.next();
        numbers.next();
        assertThat(requests).hasSize(1);
        assertThat(numbers.next()).isEqualTo(2);
        assertThat(requests).hasSize(2);
    }

    @Test
    void each_starts_anew_with_every_iterator() {
        Iterable<Integer> numbers = Page.each(PageRequest.first(2), numbers(3));

        assertThat(numbers).containsExactly(0, 1, 2);
        assertThat(numbers).containsExactly(0, 1, 2);
    }

    @Test
    void each_goes_on_over_an_empty_page_that_names_a_next_one() {
        Cursor end = Cursor.of("numbers", "end");
        assertThat(Page.each(
                        PageRequest.first(2),
                        request -> request.after() == null ? new Page<>(List.of(), end) : new Page<>(List.of(7), null)))
                .containsExactly(7);
    }

    @Test
    void each_ends_like_any_iterator() {
        Iterator<Integer> none = Page.each(PageRequest.first(2), numbers(0)).iterator();
        assertThat(none.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(none::next);
    }

    @Test
    void a_request_is_for_1_to_1_000_items() {
        assertThat(PageRequest.first(1_000).limit()).isEqualTo(1_000);
        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PageRequest.first(limit))
                    .withMessage("limit is " + limit + "; it must be from 1 to 1000");
        }
    }
}
