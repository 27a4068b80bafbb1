package dev.kendall.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.search.SearchMode;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class EvaluationPageTest {
    @Test
    void showsFiguresAndPlots() throws Exception {
        String html = new EvaluationPage(EvaluationRuns.evaluation()).html();
        // Of the hybrid search: (1 + 1/2 + 0) / 3 of the evidence among the first 10.
        assertThat(html).contains("<td>hybrid, in memory</td>", "0.500<br/>", "single-hop, 2 questions", "commit abc");
        assertThat(parsed(html).getElementsByTagName("svg").getLength()).isEqualTo(3);
    }

    @Test
    void needsNothingElse() {
        String html = new EvaluationPage(EvaluationRuns.evaluation()).html();
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src='", "src=\"", "<script", "<link", "@import", "url(")
                .contains("default-src 'none'");
    }

    @Test
    void escapesWhatOthersWrote() throws Exception {
        String evil = "<script>alert('\"&\"')</script>";
        Evaluation evaluation = EvaluationRuns.evaluation(
                evil,
                EvaluationRuns.result(
                        SearchMode.HYBRID,
                        EvaluationRuns.question("1", evil, 1, 1),
                        EvaluationRuns.question("2", "%s %d", 1, 1)));
        String html = new EvaluationPage(evaluation).html();
        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;", "%s %d, 1 questions");
        parsed(html);
    }

    private static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
    }
}
