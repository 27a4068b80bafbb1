package dev.kendall.store.postgres.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.document.Layout.Box;
import dev.kendall.store.postgres.document.Layout.Line;
import dev.kendall.store.postgres.document.Layout.Point;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaDocumentTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final String OUTDATED =
            "The migrations were changed; run: ./mvnw -Pgenerate -pl kendall-store-postgres -am test";

    private static SchemaDocument document;
    private static Layout layout;

    @BeforeAll
    static void readTheCatalog() throws SQLException {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        try (Connection connection = database.connect()) {
            document = SchemaDocument.of(connection, "kendall", "schema_history");
        }
        layout = new Layout(document.tables());
    }

    @Test
    void thePageThatIsCheckedInIsThatOfTheMigrations() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve(SchemaDocument.PAGE));
        assertThat(document.page(page)).as(OUTDATED).isEqualTo(page);
        assertThat(page)
                .contains(
                        "### chat_messages\nWhat was said. Only the attributes of a message ever change.\n",
                        "| **message_id** | uuid |  |  |",
                        "| speaker | text, null |  |  |",
                        "- primary key (user_id, message_id)\n",
                        "- (user_id, thread_id) refers to [threads](#threads), and goes with it\n",
                        "- index `chat_messages_by_time`: `btree (user_id, created_at, message_id)`\n",
                        "- unique (user_id, phone)\n")
                .doesNotContain("schema_history`:");
    }

    @Test
    void thePictureThatIsCheckedInIsThatOfTheMigrations() throws IOException {
        String picture = Files.readString(DOCUMENTS.resolve(SchemaDocument.PICTURE));
        assertThat(document.picture()).as(OUTDATED).isEqualTo(picture);
        assertThat(picture).contains(">chat_messages</text>", ">halfvec?</text>", "prefers-color-scheme: dark");
    }

    @Test
    void aPageWithoutMarkersIsLeftAlone() {
        assertThatThrownBy(() -> document.page("# The tables\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("markers");
    }

    @Test
    void everyTableHasABoxThatHoldsItsTextAndCoversNoOther() {
        assertThat(layout.boxes())
                .extracting(box -> box.table().name())
                .containsExactlyInAnyOrderElementsOf(
                        document.tables().stream().map(Table::name).toList());
        List<Box> seen = new ArrayList<>();
        for (Box box : layout.boxes()) {
            assertThat(box.width()).isGreaterThanOrEqualTo(Layout.widthOf(box.table()));
            assertThat(box.right()).isLessThanOrEqualTo(layout.width());
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(layout.height());
            assertThat(seen)
                    .noneMatch(other -> other.x() < box.right()
                            && box.x() < other.right()
                            && other.y() < box.y() + box.height()
                            && box.y() < other.y() + other.height());
            seen.add(box);
        }
    }

    @Test
    void everyForeignKeyHasALineThatCrossesNoBox() {
        assertThat(layout.lines())
                .hasSize(document.tables().stream()
                        .mapToInt(table -> table.foreignKeys().size())
                        .sum());
        for (Line line : layout.lines()) {
            for (int i = 1; i < line.points().size(); i++) {
                Point from = line.points().get(i - 1);
                Point to = line.points().get(i);
                assertThat(from.x() == to.x() || from.y() == to.y()).isTrue();
                assertThat(layout.boxes())
                        .as("%s from %s to %s", line.target(), from, to)
                        .noneMatch(box -> Math.min(from.x(), to.x()) < box.right()
                                && Math.max(from.x(), to.x()) > box.x()
                                && Math.min(from.y(), to.y()) < box.y() + box.height()
                                && Math.max(from.y(), to.y()) > box.y());
            }
        }
    }

    @Test
    void linesToDifferentTablesNeverRunOnTopOfEachOther() {
        for (Line one : layout.lines()) {
            for (Line other : layout.lines()) {
                if (!one.target().equals(other.target())) {
                    assertThat(overlap(one, other)).as("%s and %s", one, other).isFalse();
                }
            }
        }
    }

    private static boolean overlap(Line one, Line other) {
        for (int i = 1; i < one.points().size(); i++) {
            for (int j = 1; j < other.points().size(); j++) {
                if (overlap(one.points().subList(i - 1, i + 1), other.points().subList(j - 1, j + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two straight pieces have more than a point in common. */
    private static boolean overlap(List<Point> one, List<Point> other) {
        Point a = one.get(0);
        Point b = one.get(1);
        Point c = other.get(0);
        Point d = other.get(1);
        boolean upright = a.x() == b.x() && c.x() == d.x() && a.x() == c.x();
        boolean level = a.y() == b.y() && c.y() == d.y() && a.y() == c.y();
        return upright && share(a.y(), b.y(), c.y(), d.y()) || level && share(a.x(), b.x(), c.x(), d.x());
    }

    private static boolean share(int a, int b, int c, int d) {
        return Math.max(Math.min(a, b), Math.min(c, d)) < Math.min(Math.max(a, b), Math.max(c, d));
    }
}
