package dev.kendall.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarsTest {
    private static final Bars BARS = new Bars(
            "Now & then",
            "s",
            List.of(
                    new Bars.Bar("one", "fast", 0.1, 0.1, "0.1 s"),
                    new Bars.Bar("one", "slow", 10, 1_000, "10 s"),
                    new Bars.Bar("two", "fast", 1, 1, "1 s")));

    private static List<Element> bars() throws Exception {
        NodeList rectangles = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(BARS.svg())))
                .getElementsByTagName("rect");
        List<Element> bars = new ArrayList<>();
        // The first one is the sheet.
        for (int i = 1; i < rectangles.getLength(); i++) {
            bars.add((Element) rectangles.item(i));
        }
        return bars;
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    @Test
    void aBarIsAsLongAsItsValuesLogarithm() throws Exception {
        List<Element> bars = bars();

        assertThat(bars).hasSize(3);
        assertThat(width(bars.get(0))).isEqualTo(1);
        assertThat(width(bars.get(1))).isCloseTo(2 * width(bars.get(2)), within(0.2));
    }

    @Test
    void oneNameHasOneColour() throws Exception {
        assertThat(bars()).extracting(bar -> bar.getAttribute("fill")).satisfies(colours -> {
            assertThat(colours.get(0)).isEqualTo(colours.get(2));
            assertThat(colours.get(0)).isNotEqualTo(colours.get(1));
        });
    }

    @Test
    void refusesWhatHasNoLogarithm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bars.Bar("", "", 0, 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bars.Bar("", "", 2, 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bars("", "", List.of()));
    }
}
