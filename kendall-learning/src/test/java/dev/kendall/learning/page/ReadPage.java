package dev.kendall.learning.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a reader of its markup sees it. */
final class ReadPage {
    private static final Pattern CELL = Pattern.compile("(\\w+day) (\\d\\d):00 to \\d\\d:00: (\\d+) messages?");

    private final Element root;

    /** Parses the page, which must be well-formed, and keeps it in target for a person to look at. */
    ReadPage(String html, String name) {
        try {
            root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)))
                    .getDocumentElement();
            Files.writeString(Files.createDirectories(Path.of("target")).resolve("learned-" + name + ".html"), html);
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new AssertionError("the page is not well-formed, or cannot be kept: " + e.getMessage(), e);
        }
        assertThat(attributes()).as("nothing from elsewhere").doesNotContain("src", "style", "data");
        assertThat(elements("a")).allMatch(link -> link.getAttribute("href").startsWith("#"));
        assertThat(elements("style")).allMatch(style -> !style.getTextContent().matches("(?s).*(url\\(|@import).*"));
    }

    /** The elements of this name, in their order. */
    List<Element> elements(String name) {
        return elements(root, name);
    }

    static List<Element> elements(Element in, String name) {
        NodeList nodes = in.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The names of all elements. */
    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        elements("*").forEach(element -> names.add(element.getTagName()));
        return names;
    }

    /** The names of all attributes. */
    TreeSet<String> attributes() {
        TreeSet<String> names = new TreeSet<>();
        for (Element element : elements("*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                names.add(element.getAttributes().item(i).getNodeName());
            }
        }
        return names;
    }

    String text() {
        return root.getTextContent().replaceAll("\\s+", " ");
    }

    /** The text of the first element of this name with this beginning. */
    String text(String name, String beginning) {
        return elements(name).stream()
                .map(element -> element.getTextContent().replaceAll("\\s+", " ").strip())
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " begins with " + beginning));
    }

    /** The text of the pattern whose heading holds this. */
    String pattern(String heading) {
        return elements("article").stream()
                .filter(article ->
                        elements(article, "h3").get(0).getTextContent().contains(heading))
                .map(article -> article.getTextContent().replaceAll("\\s+", " ").strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pattern is called " + heading));
    }

    /** What the cells of the heat map say: "MONDAY 9" with the number of messages. Their shades are in proportion to them. */
    TreeMap<String, Integer> cells() {
        TreeMap<String, Integer> cells = new TreeMap<>();
        TreeMap<Integer, String> shades = new TreeMap<>();
        for (Element rect : elements("rect")) {
            for (Element title : elements(rect, "title")) {
                Matcher cell = CELL.matcher(title.getTextContent());
                assertThat(cell.matches()).as(title.getTextContent()).isTrue();
                int count = Integer.parseInt(cell.group(3));
                cells.put(cell.group(1).toUpperCase(Locale.ROOT) + " " + Integer.parseInt(cell.group(2)), count);
                shades.put(count, rect.getAttribute("fill-opacity"));
            }
        }
        double most = shades.lastKey();
        shades.forEach((count, shade) ->
                assertThat(Double.parseDouble(shade)).isCloseTo(count == 0 ? 0 : 0.9 * count / most, within(0.001)));
        return cells;
    }
}
