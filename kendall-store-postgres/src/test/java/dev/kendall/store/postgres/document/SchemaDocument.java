package dev.kendall.store.postgres.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** {@code schema.md}, whose tables between two markers are written from a database, and the picture in it. */
public final class SchemaDocument {
    static final String PAGE = "schema.md";
    static final String PICTURE = "images/schema.svg";

    private static final String BEGIN = "<!-- begin tables: generated from the database, do not edit -->\n";
    private static final String END = "<!-- end tables -->\n";

    private final List<Table> tables;

    private SchemaDocument(List<Table> tables) {
        this.tables = tables;
    }

    /** The document of a schema's tables, but for {@code without}. */
    public static SchemaDocument of(Connection connection, String schema, String without) throws SQLException {
        return new SchemaDocument(Catalog.read(connection, schema, without));
    }

    List<Table> tables() {
        return tables;
    }

    /** The picture. */
    String picture() {
        return new SchemaPicture(new Layout(tables)).svg();
    }

    /** The page with the tables anew; what stands around them stays. */
    String page(String old) {
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the page lacks the markers of what is generated");
        }
        return old.substring(0, begin + BEGIN.length()) + new SchemaText(tables).markdown() + old.substring(end);
    }

    /** Writes both into the folder of the documents. */
    public void write(Path documents) throws IOException {
        Path page = documents.resolve(PAGE);
        Files.writeString(page, page(Files.readString(page)));
        Files.writeString(documents.resolve(PICTURE), picture());
    }
}
