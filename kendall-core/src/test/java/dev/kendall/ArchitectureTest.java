package dev.kendall;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for the code of the core as a whole. */
class ArchitectureTest {
    /** The packages, lowest first: each may use those before it. Those on one line do not use each other. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("internal", "failure", "html"),
            Set.of("page", "attributes", "id"),
            Set.of("user", "analytics"),
            Set.of("thread", "contact", "job"),
            Set.of("chat"),
            Set.of("pattern", "memory"),
            Set.of("entity"),
            Set.of("search"),
            Set.of("embedding", "reranking", "context"),
            Set.of("storage"),
            Set.of("json"),
            Set.of("replica"),
            Set.of("verification"),
            Set.of("storage.inmemory", "job.worker", "privacy", "turn", "cutover", "migration"),
            Set.of(""));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.kendall");

    private static String name(String layer) {
        return layer.isEmpty() ? "dev.kendall" : "dev.kendall." + layer;
    }

    private static Set<String> packages() {
        return CORE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        assertThat(packages())
                .isEqualTo(LAYERS.stream()
                        .flatMap(Set::stream)
                        .map(ArchitectureTest::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
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
                        "belong to Kendall and stand at or above it",
                        type -> type.getPackageName().startsWith("dev.kendall")
                                && !allowed.contains(type.getPackageName()));
                tests.add(DynamicTest.dynamicTest(
                        name(each),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(name(each))
                                .should(dependOnClassesThat(elsewhere))
                                .check(CORE)));
            }
            layer.forEach(each -> before.add(name(each)));
        }
        return tests;
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("dev.kendall.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void the_core_uses_only_the_libraries_that_were_chosen_for_it() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.kendall..",
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "dev.langchain4j..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine..",
                        "com.google.i18n.phonenumbers..",
                        "io.github.resilience4j..",
                        "org.pcollections..",
                        "org.tartarus.snowball..")
                .check(CORE);
    }

    @Test
    void libraries_stay_where_they_are_needed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kendall.storage.inmemory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pcollections..")
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kendall.search")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tartarus.snowball..")
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kendall.contact")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.i18n.phonenumbers..")
                .check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kendall.json", "dev.kendall.storage.inmemory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CORE);
    }

    @Test
    void time_is_injected_and_nobody_sleeps() {
        noClasses()
                .should()
                .callMethodWhere(clockOf(Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class)
                        .or(clockOf(ZonedDateTime.class, OffsetDateTime.class, Year.class, YearMonth.class)))
                .orShould()
                .callMethodWhere(call(Clock.class, "system.*|tick.*"))
                .orShould()
                .callMethodWhere(call(System.class, "currentTimeMillis|nanoTime"))
                .orShould()
                .callMethodWhere(call(Thread.class, "sleep|yield|onSpinWait"))
                .orShould()
                .callConstructor(Date.class)
                .check(CORE);
    }

    @Test
    void the_systems_clock_is_only_the_default_of_a_builder() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Builder")
                .should()
                .callMethodWhere(call(InstantSource.class, "system"))
                .check(CORE);
    }

    private static DescribedPredicate<JavaMethodCall> clockOf(Class<?>... types) {
        DescribedPredicate<JavaMethodCall> any =
                DescribedPredicate.alwaysFalse().forSubtype();
        for (Class<?> type : types) {
            any = any.or(DescribedPredicate.describe(
                    type.getSimpleName() + ".now()",
                    called -> called.getTargetOwner().isEquivalentTo(type)
                            && called.getName().equals("now")
                            && called.getTarget().getRawParameterTypes().isEmpty()));
        }
        return any;
    }

    private static DescribedPredicate<JavaMethodCall> call(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + names,
                called -> called.getTargetOwner().isEquivalentTo(owner)
                        && called.getName().matches(names));
    }

    @Test
    void ids_come_from_the_generator() {
        noClasses().should().callMethodWhere(call(UUID.class, "randomUUID")).check(CORE);
        noClasses().should().callMethodWhere(call(Math.class, "random")).check(CORE);
        noClasses().should().callConstructor(Random.class).check(CORE);
    }

    @Test
    void nobody_prints_and_nobody_logs_but_through_slf4j() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "printStackTrace", called -> called.getName().equals("printStackTrace")))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .check(CORE);
    }

    @Test
    void no_thread_is_held_or_remembered() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(CORE);
        assertThat(CORE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .map(JavaCodeUnit::getFullName))
                .isEmpty();
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould(have(nameMatching(".*[.$]I[A-Z][a-z]\\w*")))
                .check(CORE);
        assertThat(packages()).noneMatch(name -> name.matches(".*\\.(util|utils|common|helper|impl|misc)(\\..*)?"));
    }

    @TestFactory
    List<DynamicTest> every_package_says_what_it_is_for_and_is_null_marked() {
        return packages().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    JavaPackage each = CORE.getPackage(name);
                    assertThat(each.tryGetPackageInfo()).as("package-info").isPresent();
                    assertThat(each.isAnnotatedWith(NullMarked.class)).isTrue();
                }))
                .toList();
    }

    @Test
    void a_store_is_small_enough_to_decorate() {
        List<JavaClass> stores = CORE.stream()
                .filter(JavaClass::isInterface)
                .filter(type -> type.getSimpleName().matches(".*Store|Outbox"))
                .toList();
        assertThat(stores).hasSizeGreaterThanOrEqualTo(10);
        assertThat(stores)
                .allSatisfy(store ->
                        assertThat(store.getMethods()).as(store.getSimpleName()).hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void the_public_api_shows_nothing_internal() {
        classes()
                .that(areApi())
                .should(showOnly(
                        "types that are no internals",
                        type -> !type.getPackageName().contains(".internal")))
                .check(CORE);
    }

    @Test
    void the_public_api_takes_no_object_and_no_map_of_objects() {
        classes()
                .that(areApi())
                .and()
                .resideOutsideOfPackage("dev.kendall.json")
                .should(takeNoUntyped())
                .check(CORE);
    }

    @Test
    void what_the_public_api_shows_is_public() {
        classes()
                .that(areApi())
                .should(showOnly("public types", ArchitectureTest::isVisible))
                .check(CORE);
    }

    /** Public, and inside of public types only. */
    private static boolean isVisible(JavaClass type) {
        JavaClass component = type.getBaseComponentType();
        return component.isPrimitive()
                || component.getModifiers().contains(JavaModifier.PUBLIC)
                        && component
                                .getEnclosingClass()
                                .map(ArchitectureTest::isVisible)
                                .orElse(true);
    }

    private static DescribedPredicate<JavaClass> areApi() {
        return DescribedPredicate.describe(
                "are API", type -> isVisible(type) && !type.getPackageName().contains(".internal"));
    }

    private static List<JavaCodeUnit> shown(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.BRIDGE))
                .toList();
    }

    private static ArchCondition<JavaClass> showOnly(String what, Predicate<JavaClass> allowed) {
        return new ArchCondition<>("show only " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : shown(type)) {
                    Set<JavaClass> types = new HashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
                    unit.getParameters()
                            .forEach(parameter ->
                                    types.addAll(parameter.getType().getAllInvolvedRawTypes()));
                    types.stream()
                            .filter(shown -> !allowed.test(shown.getBaseComponentType()))
                            .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows " + shown.getName())));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> takeNoUntyped() {
        return new ArchCondition<>("take no Object and no Map<String, Object>") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : shown(type)) {
                    if (unit.getName().equals("equals")) {
                        continue;
                    }
                    for (JavaParameter parameter : unit.getParameters()) {
                        JavaType given = parameter.getType();
                        boolean untyped = given.getName().equals("java.lang.Object")
                                || given.getName().matches("java\\.util\\.Map<.*, java\\.lang\\.Object>");
                        if (untyped) {
                            events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " takes " + given.getName()));
                        }
                    }
                }
            }
        };
    }
}
