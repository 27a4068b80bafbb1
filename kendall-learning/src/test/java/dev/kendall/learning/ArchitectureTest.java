package dev.kendall.learning;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.kendall.internal.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for the code of this module as a whole. */
class ArchitectureTest {
    private static final String ROOT = "dev.kendall.learning";

    /**
     * The packages, lowest first: each may use those before it. Those on one line do not use each other: memories, patterns and Trigger.dev can be
     * used by themselves.
     */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("extraction"),
            Set.of("memory", "pattern", "triggerdev"),
            Set.of("memory.english"),
            Set.of("memory.evaluation", "page"),
            Set.of(""));

    private static final JavaClasses LEARNING = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    private static String name(String layer) {
        return layer.isEmpty() ? ROOT : ROOT + "." + layer;
    }

    private static Set<String> packages() {
        return LEARNING.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        Set<String> places = LAYERS.stream()
                .flatMap(Set::stream)
                .map(ArchitectureTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages()).hasSizeGreaterThanOrEqualTo(6).isSubsetOf(places);
    }

    @TestFactory
    List<DynamicTest> a_package_uses_only_those_before_it() {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (Set<String> layer : LAYERS) {
            for (String each : layer) {
                Set<String> allowed = new HashSet<>(before);
                allowed.add(name(each));
                DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe(
                        "belong to learning and stand at or above it",
                        type -> type.getPackageName().startsWith(ROOT) && !allowed.contains(type.getPackageName()));
                tests.add(DynamicTest.dynamicTest(
                        name(each),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(name(each))
                                .should(dependOnClassesThat(elsewhere))
                                .allowEmptyShould(true)
                                .check(LEARNING)));
            }
            layer.forEach(each -> before.add(name(each)));
        }
        return tests;
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(LEARNING);
    }

    @Test
    void of_the_cores_internals_the_checks_alone_are_used() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.kendall.internal..").and(DescribedPredicate.not(type(Checks.class))))
                .check(LEARNING);
    }

    @Test
    void no_other_module_but_the_core_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.kendall.store..",
                        "dev.kendall.testkit..",
                        "dev.kendall.agent..",
                        "dev.kendall.examples..",
                        "dev.kendall.benchmarks..")
                .check(LEARNING);
    }

    @Test
    void libraries_stay_where_they_are_needed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.kendall..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "dev.langchain4j..",
                        "com.fasterxml.jackson..",
                        "io.github.resilience4j..")
                .check(LEARNING);
        onlyIn("io.github.resilience4j..", "triggerdev");
        onlyIn("javax.crypto..", "triggerdev");
        onlyIn("java.net..", "triggerdev");
        onlyIn("dev.langchain4j..", "extraction", "memory", "pattern");
        onlyIn("com.fasterxml.jackson..", "triggerdev", "memory", "memory.evaluation", "pattern");
    }

    private static void onlyIn(String library, String... layers) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        Stream.of(layers).map(ArchitectureTest::name).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(LEARNING);
    }

    @Test
    void time_is_injected() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "now()",
                        called -> called.getName().equals("now")
                                && called.getTarget().getRawParameterTypes().isEmpty()
                                && Stream.of(
                                                Instant.class,
                                                LocalDate.class,
                                                LocalTime.class,
                                                LocalDateTime.class,
                                                ZonedDateTime.class)
                                        .anyMatch(
                                                time -> called.getTargetOwner().isEquivalentTo(time))))
                .orShould()
                .callMethodWhere(call(Clock.class, "system.*|tick.*"))
                .orShould()
                .callMethodWhere(call(System.class, "currentTimeMillis"))
                .check(LEARNING);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Builder")
                .should()
                .callMethodWhere(call(InstantSource.class, "system"))
                .check(LEARNING);
    }

    private static DescribedPredicate<JavaMethodCall> call(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + names,
                called -> called.getTargetOwner().isEquivalentTo(owner)
                        && called.getName().matches(names));
    }

    /** Blocks leave no trace on a method, so the text is read. */
    @Test
    void nothing_is_synchronized_and_nothing_is_remembered_for_a_thread() throws IOException {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(LEARNING);
        Path sources = Path.of(System.getProperty("basedir", "."), "src/main/java");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sources)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            assertThat(Files.readString(file, UTF_8)).as("%s", file).doesNotContainPattern("\\bsynchronized\\b");
        }
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(LEARNING);
        assertThat(packages()).noneMatch(name -> name.matches(".*\\.(util|utils|common|helper|impl|misc)(\\..*)?"));
    }

    @TestFactory
    List<DynamicTest> every_package_says_what_it_is_for_and_is_null_marked() {
        return packages().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    JavaPackage each = LEARNING.getPackage(name);
                    assertThat(each.tryGetPackageInfo()).as("package-info").isPresent();
                    assertThat(each.isAnnotatedWith(NullMarked.class)).isTrue();
                }))
                .toList();
    }
}
