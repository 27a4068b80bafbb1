package dev.kendall.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.kendall.Kendall;
import dev.kendall.internal.Checks;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.store.postgres.PostgresStorage;
import org.junit.jupiter.api.Test;

/** Which module uses which, seen over all jars. */
class ArchitectureTest {
    private static final String[] MODULES = {
        "dev.kendall.testkit..",
        "dev.kendall.store..",
        "dev.kendall.learning..",
        "dev.kendall.agent..",
        "dev.kendall.examples..",
        "dev.kendall.benchmarks.."
    };

    /** The core is everything in Kendall that is in none of the other modules. */
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.kendall");

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    private static ArchRule nothingIn(String module, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    @Test
    void the_jars_are_seen() {
        assertThat(ALL.contain(Kendall.class)).isTrue();
        assertThat(ALL.contain(PostgresStorage.class)).isTrue();
        assertThat(ALL.contain(AirtableStorage.class)).isTrue();
        assertThat(ALL.stream().filter(type -> type.getPackageName().startsWith("dev.kendall.examples")))
                .isNotEmpty();
    }

    @Test
    void the_core_uses_no_other_module() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.kendall..")
                .and()
                .resideOutsideOfPackages(MODULES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MODULES));
    }

    @Test
    void the_contract_kit_uses_only_the_core() {
        check(nothingIn(
                "dev.kendall.testkit..",
                "dev.kendall.store..",
                "dev.kendall.learning..",
                "dev.kendall.agent..",
                "dev.kendall.examples..",
                "dev.kendall.benchmarks.."));
    }

    @Test
    void a_store_uses_only_the_core_and_knows_no_other_store() {
        String[] others = {
            "dev.kendall.testkit..",
            "dev.kendall.learning..",
            "dev.kendall.agent..",
            "dev.kendall.examples..",
            "dev.kendall.benchmarks.."
        };
        check(nothingIn("dev.kendall.store..", others));
        check(nothingIn("dev.kendall.store.postgres..", "dev.kendall.store.airtable.."));
        check(nothingIn("dev.kendall.store.airtable..", "dev.kendall.store.postgres.."));
    }

    @Test
    void learning_and_agent_know_no_store() {
        check(nothingIn(
                "dev.kendall.learning..",
                "dev.kendall.store..",
                "dev.kendall.testkit..",
                "dev.kendall.agent..",
                "dev.kendall.examples..",
                "dev.kendall.benchmarks.."));
        check(nothingIn(
                "dev.kendall.agent..",
                "dev.kendall.store..",
                "dev.kendall.testkit..",
                "dev.kendall.examples..",
                "dev.kendall.benchmarks.."));
    }

    @Test
    void what_is_internal_to_a_module_stays_there() {
        check(noClasses()
                .that()
                .resideInAnyPackage(MODULES)
                .and()
                .resideOutsideOfPackages("dev.kendall.store..", "dev.kendall.learning..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.kendall.internal.."));
        check(noClasses()
                .that()
                .resideInAPackage("dev.kendall..")
                .and()
                .resideOutsideOfPackage("dev.kendall.store.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.kendall.store.postgres.internal.."));
    }

    /** The checks are what makes backends agree, and values fit for all of them: a module that had its own would come to refuse other things. */
    @Test
    void of_the_cores_internals_stores_and_learning_use_the_checks_alone() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.kendall.store..", "dev.kendall.learning..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kendall.internal..").and(not(type(Checks.class)))));
    }

    @Test
    void nothing_uses_the_examples_or_the_benchmarks() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.kendall..")
                .and()
                .resideOutsideOfPackages("dev.kendall.examples..", "dev.kendall.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.kendall.examples..", "dev.kendall.benchmarks.."));
    }
}
