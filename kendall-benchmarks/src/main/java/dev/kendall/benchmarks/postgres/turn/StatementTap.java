package dev.kendall.benchmarks.postgres.turn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A data source that keeps what is asked through it: each prepared statement with its values. One thread. */
final class StatementTap {
    private final DataSource source;
    private final List<TappedStatement> statements = new ArrayList<>();

    StatementTap(DataSource source) {
        this.source = source;
    }

    /** The same data source, with the tap. */
    DataSource dataSource() {
        return proxy(DataSource.class, source, (method, arguments, result) -> {
            return result instanceof Connection connection ? tapped(connection) : result;
        });
    }

    /** What was asked since the last call. */
    List<TappedStatement> drain() {
        List<TappedStatement> result = List.copyOf(statements);
        statements.clear();
        return result;
    }

    private Connection tapped(Connection connection) {
        Map<Array, TappedStatement.NewArray> arrays = new IdentityHashMap<>();
        Connection[] self = new Connection[1];
        self[0] = proxy(Connection.class, connection, (method, arguments, result) -> {
            if (result instanceof Array array) {
                arrays.put(array, new TappedStatement.NewArray((String) arguments[0], (Object[]) arguments[1]));
            }
            return result instanceof PreparedStatement statement
                    ? tapped(statement, (String) arguments[0], new Owner(self[0], arrays))
                    : result;
        });
        return self[0];
    }

    /** Whose a statement is. */
    private record Owner(Connection connection, Map<Array, TappedStatement.NewArray> arrays) {}

    private PreparedStatement tapped(PreparedStatement statement, String sql, Owner owner) {
        List<TappedStatement.Binding> bindings = new ArrayList<>();
        statements.add(new TappedStatement(sql, bindings));
        return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
            switch (method.getName()) {
                case "setArray" -> bindings.add(owner.arrays().get((Array) arguments[1]));
                case "setObject" ->
                    bindings.add(
                            arguments.length == 2
                                    ? new TappedStatement.Value(arguments[1])
                                    : new TappedStatement.Typed(arguments[1], (int) arguments[2]));
                case "setNull" -> bindings.add(new TappedStatement.Null((int) arguments[1]));
                case "getConnection" -> {
                    return owner.connection();
                }
                default -> {
                    // Nothing that is sent to the server.
                }
            }
            return result;
        });
    }

    /** Looks at a call that was made, and says what comes of it. */
    private interface Look {
        Object at(Method method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Look look) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                return look.at(method, arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
