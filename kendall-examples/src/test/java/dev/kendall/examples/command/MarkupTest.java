package dev.kendall.examples.command;

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
}
