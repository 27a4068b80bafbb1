package dev.kendall.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.plot.LinePlot.Point;
import dev.kendall.examples.plot.LinePlot.Values;
import dev.kendall.html.HtmlPage;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LinePlotTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T20:26:13Z");

    /** A narrow estimate: what overlaps by it does so in every font. */
    private static final double CHARACTER = 6.5;

    private static Document page(LinePlot plot) throws Exception {
        HtmlPage page = new HtmlPage("A page");
        plot.addOverTime(page);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.end())));
    }

    private static List<Element> elements(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static LinePlot fourLines(long stepSeconds) {
        LinePlot plot = new LinePlot("Latency of reads", Values.LATENCIES);
        for (int line = 0; line < 4; line++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                points.add(Point.at(BEGIN.plusSeconds(i * stepSeconds), 500 + line * (i == 19 ? 1 : 100)));
            }
            plot.line("new side, p99: 524 ms", points);
        }
        return plot;
    }

    /** A text on a sheet. */
    private record Box(double left, double right, double y, String text) {
        static Box of(Element element) {
            String text = element.getTextContent();
            double x = Double.parseDouble(element.getAttribute("x"));
            double width = CHARACTER * text.length();
            double left = switch (element.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            return new Box(left, left + width, Double.parseDouble(element.getAttribute("y")), text);
        }

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < 13;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 3_600, 90_000, 5_000_000})
    void no_text_lies_on_another_or_beyond_the_sheet(long stepSeconds) throws Exception {
        List<Element> sheets = elements(page(fourLines(stepSeconds)), "svg");

        assertThat(sheets).hasSize(2);
        for (Element sheet : sheets) {
            NodeList texts = sheet.getElementsByTagName("text");
            List<Box> boxes = IntStream.range(0, texts.getLength())
                    .mapToObj(i -> Box.of((Element) texts.item(i)))
                    .toList();
            assertThat(boxes).hasSizeGreaterThan(8).allSatisfy(box -> {
                assertThat(box.left()).isNotNegative();
                assertThat(box.right()).isLessThanOrEqualTo(Double.parseDouble(sheet.getAttribute("width")));
                assertThat(box.y()).isBetween(10.0, Double.parseDouble(sheet.getAttribute("height")));
                assertThat(boxes)
                        .filteredOn(other -> other != box && box.overlaps(other))
                        .isEmpty();
            });
        }
    }

    @Test
    void a_plot_has_its_heading_its_day_and_its_lines_in_a_form_for_each_width() throws Exception {
        Document page = page(fourLines(60));

        assertThat(elements(page, "h3")).extracting(Element::getTextContent).containsExactly("Latency of reads");
        assertThat(elements(page, "polyline")).hasSize(8);
        assertThat(elements(page, "div"))
                .extracting(div -> div.getAttribute("class"))
                .containsExactly("plot broad", "plot narrow");
        assertThat(elements(page, "text"))
                .filteredOn(text -> text.getTextContent().equals("23 November 2026, UTC"))
                .hasSize(2);
    }

    @Test
    void without_points_it_says_what_is_missing() throws Exception {
        Document page = page(new LinePlot("Reads", Values.LATENCIES)
                .orElse("No reads were counted yet.")
                .line("p50", List.of()));

        assertThat(elements(page, "svg")).isEmpty();
        assertThat(elements(page, "p"))
                .extracting(Element::getTextContent)
                .containsExactly("No reads were counted yet.");
    }

    @Test
    void a_single_point_is_drawn() throws Exception {
        Document page = page(new LinePlot("Owed", Values.COUNTS).line("owed: 7", List.of(Point.at(BEGIN, 7))));

        assertThat(elements(page, "circle")).hasSize(2);
        assertThat(elements(page, "text"))
                .extracting(Element::getTextContent)
                .doesNotContain("NaN")
                .contains("owed: 7", "8");
    }

    @Test
    void four_weeks_of_minutes_make_no_page_of_megabytes_and_keep_their_peaks() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int minute = 0; minute < 40_320; minute++) {
            points.add(Point.at(BEGIN.plusSeconds(60L * minute), minute == 20_000 ? 1_000 : minute % 7));
        }

        Document page = page(new LinePlot("Owed", Values.COUNTS).line("owed", points));

        for (Element line : elements(page, "polyline")) {
            String[] drawn = line.getAttribute("points").split(" ");
            assertThat(drawn).hasSizeLessThan(1_300);
            assertThat(drawn).anyMatch(point -> point.endsWith(",12.0"));
        }
    }
}
