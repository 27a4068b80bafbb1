package dev.kendall.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes an object out of another that answers one of its methods otherwise: for failures, and for storages broken on purpose. */
final class Tampering {
    private static final Object[] NONE = {};

    private Tampering() {}

    /** What is answered instead. */
    @FunctionalInterface
    interface Answer {
        Object to(Call call) throws Throwable;
    }

    /** A call of the method that is answered otherwise. */
    static final class Call {
        private final Object real;
        private final Method method;
        private final Object[] arguments;

        private Call(Object real, Method method, Object[] arguments) {
            this.real = real;
            this.method = method;
            this.arguments = arguments;
        }

        /** An argument of the call. */
        <T> T argument(int index, Class<T> type) {
            return type.cast(arguments[index]);
        }

        /** What the real object answers. No method of ours that answers answers null. */
        Object proceed() throws Throwable {
            return Objects.requireNonNull(invoke(real, method, arguments));
        }

        /** What the real object answers when one argument is another. */
        Object proceedWith(int index, Object argument) throws Throwable {
            Object[] changed = arguments.clone();
            changed[index] = argument;
            return Objects.requireNonNull(invoke(real, method, changed));
        }
    }

    /** {@code real}, except that calls of its methods of this name get this answer. */
    static <T> T with(Class<T> type, T real, String name, Answer answer) {
        List<Method> answered = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        if (answered.isEmpty()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no method " + name);
        }
        // A default method beside one that is none, of one name, is a shorter form of it, and leads there.
        boolean allDefault = answered.stream().allMatch(Method::isDefault);
        InvocationHandler handler = (proxy, method, given) -> {
            Object[] arguments = given == null ? NONE : given;
            if (method.getName().equals(name) && (allDefault || !method.isDefault())) {
                return answer.to(new Call(real, method, arguments));
            }
            // What the real one can do, it says itself.
            return method.isDefault() && !method.getName().equals("capabilities")
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : invoke(real, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
