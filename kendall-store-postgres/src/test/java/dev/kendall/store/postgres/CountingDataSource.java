package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** Looks at the state in which connections of another source come back, and counts them. Thread-safe. */
final class CountingDataSource implements DataSource {
    private final DataSource source;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();
    private final List<String> complaints = new ArrayList<>();

    CountingDataSource(DataSource source) {
        this.source = source;
    }

    int taken() {
        return taken.get();
    }

    /** All came back, committing by themselves, in no transaction, and limited in time as they were. */
    void assertAllCameBackClean() {
        synchronized (complaints) {
            assertThat(complaints).isEmpty();
        }
        assertThat(givenBack.get()).as("connections given back").isEqualTo(taken.get());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = source.getConnection();
        taken.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        givenBack.incrementAndGet();
                        look(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void look(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            complain("a connection came back twice, or broken");
            return;
        }
        if (!connection.getAutoCommit()) {
            complain("a connection came back that does not commit by itself");
        }
        if (connection.getNetworkTimeout() != 0) {
            complain("a connection came back with a network timeout of " + connection.getNetworkTimeout() + " ms");
        }
        TransactionState state = connection.unwrap(PgConnection.class).getTransactionState();
        if (state != TransactionState.IDLE) {
            complain("a connection came back in a transaction: " + state);
        }
    }

    private void complain(String complaint) {
        synchronized (complaints) {
            complaints.add(complaint);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("nobody asks for this");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
