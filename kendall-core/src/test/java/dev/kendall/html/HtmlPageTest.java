package dev.kendall.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlPageTest {
    private static final String HOSTILE = "</title><script>alert('x')</script>\" onload=\"x\u0001 100 %d ]]>";

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void hostileTextIsShownAndDoesNothing() throws Exception {
        String page = new HtmlPage(HOSTILE)
                .add("<p title='%s'>%s</p>", HOSTILE, HOSTILE)
                .add(new Svg(10, 10, HOSTILE).add("<text x='%d' y='5'>%s</text>", 1, HOSTILE))
                .end();

        Document document = parsed(page);

        assertThat(page).doesNotContain("<script");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        String shown = HOSTILE.replace('\u0001', '\ufffd');
        assertThat(document.getElementsByTagName("p").item(0).getTextContent()).isEqualTo(shown);
        assertThat(document.getElementsByTagName("p").item(0).getAttributes().getLength())
                .isEqualTo(1);
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo(shown);
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(shown);
    }

    @Test
    void nothingIsLoadedAndNothingRuns() {
        String page = new HtmlPage("A page", ".wide { width: 100%; }").end();
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'", ".wide { width: 100%; }", "prefers-color-scheme: dark")
                .doesNotContain("src=", "href=", "@import", "url(");
    }

    @Test
    void coloursBeginAnewAfterTheLast() {
        assertThat(Svg.line(0)).isEqualTo(Svg.line(6)).isNotEqualTo(Svg.line(1));
        assertThat(Svg.fill(7)).isEqualTo(Svg.fill(1)).startsWith("class='f1' fill='#");
    }

    @Test
    void aPlotOfItsOwnHasItsTitleAndItsColours() throws Exception {
        String picture = Svg.alone(100, 50, 10, HOSTILE)
                .add("<line " + Svg.line(0) + " x1='%d' y1='0' x2='1' y2='1'/>", 0)
                .end();

        Document document = parsed(picture);

        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo(HOSTILE.replace('\u0001', '\ufffd'));
        assertThat(document.getElementsByTagName("style").item(0).getTextContent())
                .contains(".paper", ".ink", ".axis", ".grid", "prefers-color-scheme: dark", ".l0 {", ".f5 {");
        assertThat(picture).doesNotContain("<script", "@import", "url(");
    }
}
