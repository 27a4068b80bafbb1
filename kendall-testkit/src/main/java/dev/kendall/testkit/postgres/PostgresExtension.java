package dev.kendall.testkit.postgres;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Gives tests a PostgreSQL: a parameter, or a field marked {@link Provided}, of type {@link PostgresServer} is the server that all
 * tests of this JVM share, and one of type {@link PostgresDatabase} is a fresh database for each outermost test class. Where no server
 * can be had the tests fail; they are never skipped.
 *
 * <pre>{@code
 * @ExtendWith(PostgresExtension.class)
 * class StoreTest {
 *     @Test
 *     void stores(PostgresDatabase database) { ... }
 * }
 * }</pre>
 */
public final class PostgresExtension
        implements ParameterResolver, BeforeAllCallback, AfterAllCallback, TestInstancePostProcessor {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);

    /** For JUnit. */
    public PostgresExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isOurs(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return value(parameter.getParameter().getType(), context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        fill(context.getRequiredTestClass(), null, context);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        fill(instance.getClass(), instance, context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass() == outermost(context.getRequiredTestClass())) {
            PostgresDatabase database =
                    store(context).remove(outermost(context.getRequiredTestClass()), PostgresDatabase.class);
            if (database != null && PostgresServer.shared().isRunning()) {
                PostgresServer.shared().drop(database);
            }
        }
    }

    private static void fill(Class<?> type, @Nullable Object instance, ExtensionContext context) {
        Predicate<Field> wanted = field -> Modifier.isStatic(field.getModifiers()) == (instance == null);
        for (Field field :
                AnnotationSupport.findAnnotatedFields(type, Provided.class, wanted, HierarchyTraversalMode.TOP_DOWN)) {
            if (!isOurs(field.getType())) {
                throw new IllegalArgumentException(
                        "@Provided knows no " + field.getType().getName() + ", the type of " + field + ".");
            }
            try {
                field.setAccessible(true);
                field.set(instance, value(field.getType(), context));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(field + " cannot be set; it may not be final.", e);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type == PostgresServer.class || type == PostgresDatabase.class;
    }

    private static Object value(Class<?> type, ExtensionContext context) {
        PostgresServer server = PostgresServer.shared();
        if (type == PostgresServer.class) {
            return server;
        }
        return store(context)
                .getOrComputeIfAbsent(
                        outermost(context.getRequiredTestClass()),
                        key -> server.freshDatabase(),
                        PostgresDatabase.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outermost = type;
        for (Class<?> outer = type.getEnclosingClass(); outer != null; outer = outer.getEnclosingClass()) {
            outermost = outer;
        }
        return outermost;
    }
}
