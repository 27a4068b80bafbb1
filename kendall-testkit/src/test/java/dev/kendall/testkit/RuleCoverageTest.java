package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every rule in the Javadoc of the core has a test, and every test has a rule that stands there. */
class RuleCoverageTest {
    private static final Path CORE = Path.of("..", "kendall-core", "src", "main", "java");
    /** A rule's id in parentheses, as in (CHAT-3). */
    private static final Pattern RULE = Pattern.compile("\\(([A-Z]+-[0-9]+)\\)");

    @Test
    void every_rule_of_the_core_is_tested() throws Exception {
        Set<String> stated = stated();
        assertThat(stated).as("rules found under %s", CORE.toAbsolutePath()).hasSizeGreaterThan(60);
        assertThat(tested()).containsAll(stated);
    }

    @Test
    void every_rule_that_is_tested_stands_in_the_core() throws Exception {
        assertThat(stated()).containsAll(tested());
    }

    @Test
    void every_test_of_a_contract_names_its_rule() throws Exception {
        assertThat(contractMethods().filter(RuleCoverageTest::isTest))
                .isNotEmpty()
                .allSatisfy(
                        method -> assertThat(Rules.of(method)).as("%s", method).isNotEmpty());
    }

    private static Set<String> stated() throws IOException {
        try (Stream<Path> files = Files.walk(CORE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> RULE.matcher(read(file)).results())
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static Set<String> tested() throws Exception {
        return contractMethods()
                .flatMap(method -> Rules.of(method).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The differential suite, a test factory, proves no rule by itself: it compares two storages in all of them at once. */
    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    private static Stream<Method> contractMethods() throws IOException, URISyntaxException {
        Path classes = Path.of(ContractRule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace(classes.getFileSystem().getSeparator(), "."))
                    .toList();
        }
        return names.stream().map(RuleCoverageTest::load).flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ContractRule.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
