package dev.kendall.store.postgres;

import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/** Generates jOOQ's classes from a migrated schema. */
final class GeneratedCode {
    /** Where the checked-in classes are, from the module's folder. */
    static final Path FOLDER = Path.of("src/main/generated-sources/java");

    private static final String INTERNAL = "dev.kendall.store.postgres.internal.";

    private GeneratedCode() {}

    /** Writes the classes anew; run it after changing a migration. */
    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.shared()) {
            generate(server.freshDatabase(), FOLDER);
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
    }
}
