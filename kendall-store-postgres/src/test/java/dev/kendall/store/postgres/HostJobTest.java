package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.job.JobClaim;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobReceipt;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobStatus;
import dev.kendall.job.LeaseState;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Jobs in a transaction of the host's, on the host's own connection. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostJobTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final JobRequest KEYED =
            JobRequest.of("learn").withUser(ANNA).withKey("home");
    private static final JobRequest ONCE =
            JobRequest.of("learn").withUser(ANNA).withIdempotency("turn-1", Duration.ofHours(1));
    private static final JobClaim CLAIM =
            new JobClaim("w1", Set.of("learn"), 10, Duration.ofMinutes(1), Integer.MAX_VALUE);

    private PostgresStorage storage;

    @BeforeEach
    void open() {
        PostgresFixture.empty();
        storage = PostgresStorage.open(PostgresFixture.dataSource());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static Connection begin() throws SQLException {
        Connection connection = PostgresFixture.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void a_job_is_there_when_the_hosts_transaction_commits_and_not_when_it_does_not() throws SQLException {
        try (Connection connection = begin()) {
            storage.in(connection).jobs().enqueue(KEYED);
            assertThat(storage.jobs().leases().claim(CLAIM)).isEmpty();
            connection.rollback();
        }
        assertThat(storage.jobs().counts().count(JobStatus.WAITING)).isZero();
        assertThat(storage.users().find(ANNA)).isEmpty();
        try (Connection connection = begin()) {
            storage.in(connection).jobs().enqueue(KEYED);
            connection.commit();
        }
        assertThat(storage.jobs().leases().claim(CLAIM)).hasSize(1);
    }

    /** A statement that fails would make the whole transaction fail. */
    @Test
    void a_job_that_another_asks_for_at_once_does_not_harm_the_hosts_transaction() throws Exception {
        for (JobRequest request : List.of(KEYED, ONCE)) {
            try (Connection connection = begin();
                    Statement statement = connection.createStatement()) {
                JobReceipt first = storage.in(connection).jobs().enqueue(request);
                CompletableFuture<JobReceipt> second = CompletableFuture.supplyAsync(() -> enqueueInHosts(request));
                statement.execute("select 1");
                connection.commit();
                assertThat(first.created()).isTrue();
                assertThat(second.get(30, TimeUnit.SECONDS))
                        .isEqualTo(new JobReceipt(first.id(), false, first.dueAt()));
            }
        }
        assertThat(storage.jobs().counts().count(JobStatus.WAITING)).isEqualTo(2);
    }

    private JobReceipt enqueueInHosts(JobRequest request) {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            JobReceipt receipt = storage.in(connection).jobs().enqueue(request);
            statement.execute("select 1");
            connection.commit();
            return receipt;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_job_ends_with_what_the_host_writes() throws SQLException {
        JobReceipt receipt = storage.jobs().enqueue(KEYED);
        JobLease lease = storage.jobs().leases().claim(CLAIM).get(0);
        try (Connection connection = begin()) {
            assertThat(storage.in(connection).jobs().leases().finish(lease, new JobOutcome.Succeeded(null)))
                    .isTrue();
            connection.rollback();
        }
        assertThat(storage.jobs().find(receipt.id()).orElseThrow().status()).isEqualTo(JobStatus.RUNNING);
        try (Connection connection = begin()) {
            assertThat(storage.in(connection).jobs().leases().finish(lease, new JobOutcome.Succeeded(null)))
                    .isTrue();
            connection.commit();
        }
        assertThat(storage.jobs().find(receipt.id()).orElseThrow().status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    /** Nobody waits for a transaction that holds a job, neither who takes jobs nor who keeps them. */
    @Test
    void a_job_that_a_transaction_holds_is_passed_by() throws SQLException {
        storage.jobs().enqueue(KEYED);
        JobLease lease = storage.jobs()
                .leases()
                .claim(new JobClaim("w1", Set.of("learn"), 1, Duration.ofMillis(1), Integer.MAX_VALUE))
                .get(0);
        try (Connection connection = begin()) {
            assertThat(storage.in(connection).jobs().leases().confirm(lease)).isEqualTo(LeaseState.HELD);
            assertThat(storage.jobs().leases().claim(CLAIM)).isEmpty();
            assertThat(storage.jobs().leases().extend(List.of(lease), Duration.ofMinutes(1)))
                    .isEqualTo(Map.of(lease.id(), LeaseState.HELD));
            connection.commit();
        }
        assertThat(storage.jobs().leases().claim(CLAIM)).hasSize(1);
    }

    @Test
    void an_erased_user_leaves_no_slot_behind() throws SQLException {
        storage.jobs().enqueue(KEYED);
        assertThat(storage.jobs().leases().claim(CLAIM)).hasSize(1);
        storage.erase(ANNA);
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from kendall.job_slots")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }
}
