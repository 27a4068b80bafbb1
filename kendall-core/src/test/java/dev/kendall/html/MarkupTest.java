package dev.kendall.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void nothingBeginsATagOrEndsAnAttribute() {
        assertThat(Markup.escaped("<a href='x' title=\"y\">"))
                .isEqualTo("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;");
    }

    @Test
    void whatLooksEscapedIsShownAsItIs() {
        assertThat(Markup.escaped("R&amp;D, R&D")).isEqualTo("R&amp;amp;D, R&amp;D");
    }

    @Test
    void whatXmlDoesNotAllowIsReplaced() {
        assertThat(Markup.escaped("a\u0000b\u0008c\ufffed\ud800e")).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde");
        assertThat(Markup.escaped("tab\tline\nemoji \ud83d\ude00")).isEqualTo("tab\tline\nemoji \ud83d\ude00");
    }

    @Test
    void everyValueButNumbersIsEscaped() {
        assertThat(Markup.filled("<b>%s</b> %s %.1f %,d", "<i>", new StringBuilder("&"), 1.25, 1_000))
                .isEqualTo("<b>&lt;i&gt;</b> &amp; 1.3 1,000");
    }
}
