package dev.kendall.store.postgres.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jspecify.annotations.Nullable;

/** A {@code timestamptz} as an {@link Instant}, handed over by the driver in binary: jOOQ's own binding reads it as text. */
public final class InstantBinding implements Binding<OffsetDateTime, Instant> {
    private static final long serialVersionUID = 1;

    /** For the generated classes. */
    public InstantBinding() {}

    /** The driver's form. */
    static @Nullable OffsetDateTime toDriver(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** The time in a column of a row. */
    public static @Nullable Instant read(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public Converter<OffsetDateTime, Instant> converter() {
        return Converter.ofNullable(
                OffsetDateTime.class, Instant.class, OffsetDateTime::toInstant, time -> time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void sql(BindingSQLContext<Instant> context) {
        context.render().sql(context.variable()).sql("::timestamptz");
    }

    @Override
    public void set(BindingSetStatementContext<Instant> context) throws SQLException {
        context.statement().setObject(context.index(), toDriver(context.value()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
        context.value(read(context.resultSet(), context.index()));
    }

    @Override
    public void register(BindingRegisterContext<Instant> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("no stored procedure is called");
    }

    @Override
    public void get(BindingGetStatementContext<Instant> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("no stored procedure is called");
    }

    @Override
    public void set(BindingSetSQLOutputContext<Instant> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("no composite type is written");
    }

    @Override
    public void get(BindingGetSQLInputContext<Instant> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("no composite type is read");
    }
}
