package dev.kendall.store.postgres;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedCodeTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void writeAnewWhenAskedTo() throws Exception {
        if (Boolean.getBoolean("kendall.generate")) {
            GeneratedCode.write(PostgresServer.shared().freshDatabase());
        }
    }

    @Test
    void theClassesThatAreCheckedInAreThoseOfTheMigrations() throws Exception {
        GeneratedCode.generate(PostgresServer.shared().freshDatabase(), folder);
        assertThat(files(GeneratedCode.FOLDER))
                .as("The migrations were changed, or a generated class; run: %s", GeneratedCode.COMMAND)
                .isEqualTo(files(folder))
                .isNotEmpty();
    }

    @Test
    void plainSqlHoldsEveryMigration() throws IOException {
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/dev/kendall/store/postgres/schema"))) {
            assertThat(migrations.map(file -> file.getFileName().toString()))
                    .as("PlainSql.MIGRATIONS has to name every file of the folder, in order")
                    .containsExactlyInAnyOrderElementsOf(PlainSql.MIGRATIONS);
        }
        assertThat(PlainSql.MIGRATIONS)
                .allSatisfy(name -> assertThat(name)
                        .startsWith("V" + (PlainSql.MIGRATIONS.indexOf(name) + 1) + "__")
                        .endsWith(".sql"));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(toMap(
                            file -> folder.relativize(file).toString(),
                            GeneratedCodeTest::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
