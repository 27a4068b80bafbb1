package dev.kendall.store.postgres;

import dev.kendall.store.postgres.document.SchemaDocument;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/** Generates jOOQ's classes, and docs/schema.md with its picture, from a migrated schema. */
final class GeneratedCode {
    /** How to write them anew, from the folder of the whole project. */
    static final String COMMAND = "./mvnw -Pgenerate -pl kendall-store-postgres -am test";

    /** Where the checked-in classes are, from the module's folder. */
    static final Path FOLDER = Path.of("src/main/generated-sources/java");

    /** Where the documents are. */
    static final Path DOCUMENTS = Path.of("../docs");

    private static final String INTERNAL = "dev.kendall.store.postgres.internal.";

    private GeneratedCode() {}

    /** Writes all of it anew, after a migration was changed. */
    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.shared()) {
            write(server.freshDatabase());
        }
    }

    /** Writes all of it anew from an empty database. */
    static void write(PostgresDatabase database) throws Exception {
        generate(database, FOLDER);
        document(database).write(DOCUMENTS);
    }

    /** The document of a database that is migrated. */
    static SchemaDocument document(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return SchemaDocument.of(connection, PostgresSchema.DEFAULT_NAME, PostgresSchema.HISTORY_TABLE);
        }
    }

    static void generate(PostgresDatabase database, Path folder) throws Exception {
        PostgresSchema.of(database.dataSource()).migrate();
        Generate generate = new Generate()
                .withRecords(false)
                .withComments(false)
                .withIndexes(false)
                .withGeneratedAnnotation(false)
                .withGlobalKeyReferences(false)
                .withImplicitJoinPathsToOne(false)
                .withImplicitJoinPathsToMany(false)
                .withDefaultCatalog(false);
        Database tables = new Database()
                .withInputSchema("kendall")
                .withExcludes(PostgresSchema.HISTORY_TABLE + "|.*[.](embedding|half_embedding)")
                .withIncludeRoutines(false)
                .withIncludeSequences(false)
                .withForcedTypes(List.of(
                        new ForcedType()
                                .withUserType("java.time.Instant")
                                .withBinding(INTERNAL + "InstantBinding")
                                .withIncludeTypes("timestamp with time zone|timestamptz.*"),
                        new ForcedType()
                                .withUserType("dev.kendall.attributes.Attributes")
                                .withConverter(INTERNAL + "AttributesConverter")
                                .withIncludeExpression(".*[.]attributes")));
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withUrl(database.jdbcUrl())
                        .withUser(database.user())
                        .withPassword(database.password()))
                .withGenerator(new Generator()
                        .withDatabase(tables)
                        .withGenerate(generate)
                        .withTarget(
                                new Target().withPackageName(INTERNAL + "jooq").withDirectory(folder.toString()))));
        sameOnEveryJdk(folder);
    }

    /** On newer JDKs jOOQ also suppresses a warning that older ones do not know. */
    private static void sameOnEveryJdk(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String code = Files.readString(file);
            Files.writeString(file, code.replace(", \"this-escape\"", ""));
        }
    }
}
