package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.failure.StorageRefused;
import dev.kendall.storage.Capability;
import dev.kendall.storage.TransactionalStorage;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Turns a test that {@link Needs} what the backend has declared to lack into the test that the backend refuses it. */
final class CapabilityCheck implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test, context);
    }

    private static void run(Invocation<Void> test, ExtensionContext context) throws Throwable {
        Set<Capability> missing = needed(context);
        StorageContract contract = contract(context);
        missing.removeAll(contract.capabilities());
        if (missing.isEmpty()) {
            test.proceed();
        } else if (missing.contains(Capability.TRANSACTIONS)) {
            test.skip();
            assertThat(contract.storage())
                    .as("the backend has declared that it has no transactions")
                    .isNotInstanceOf(TransactionalStorage.class);
        } else if (missing.contains(Capability.SEMANTIC_SEARCH) && contract.keepsVectorsUnsearched()) {
            test.skip();
            assertThatThrownBy(contract::searchByMeaning)
                    .as("the backend has declared that it takes vectors and does not search by meaning")
                    .isInstanceOf(StorageRefused.class);
        } else {
            assertThatThrownBy(test::proceed)
                    .as("the backend has declared that it lacks %s, so it must refuse", missing)
                    .isInstanceOf(StorageRefused.class);
        }
    }

    private static StorageContract contract(ExtensionContext context) {
        return context.getRequiredTestInstances()
                .findInstance(StorageContract.class)
                .orElseThrow();
    }

    private static Set<Capability> needed(ExtensionContext context) {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            at.get().getElement().ifPresent(element -> collect(element, needed));
        }
        return needed;
    }

    private static void collect(AnnotatedElement element, Set<Capability> needed) {
        Needs own = element.getAnnotation(Needs.class);
        if (own != null) {
            needed.addAll(List.of(own.value()));
        }
        if (element instanceof Class<?> type && type.getSuperclass() != null) {
            collect(type.getSuperclass(), needed);
        }
    }
}
