package dev.kendall.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * The suites as a test of them runs them, over any storage. Nested and static, so that they are not run by themselves. The differential
 * suite has no rules of its own: see {@link DifferentialRun}.
 */
final class Suites {
    /** What the next suite runs over. JUnit makes the suites itself, so that it cannot be handed to them. */
    private static volatile StorageFixture planted = InMemory.FIXTURE;

    static final List<Class<? extends StorageContract>> ALL = List.of(
            Users.class,
            Threads.class,
            Chat.class,
            Contacts.class,
            Patterns.class,
            Memories.class,
            ExternalIds.class,
            Vectors.class,
            Search.class,
            Context.class,
            Transactions.class,
            OutboxSuite.class,
            States.class,
            Histories.class,
            Days.class,
            Erasure.class,
            Isolation.class,
            Concurrency.class,
            Turns.class,
            Export.class,
            Rows.class,
            Jobs.class,
            JobWorkers.class);

    private Suites() {}

    /** The rules whose tests fail when the suite runs over this storage. */
    static synchronized Set<String> brokenRules(Class<? extends StorageContract> suite, StorageFixture fixture) {
        planted = fixture;
        Set<String> rules = new TreeSet<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(suite))
                .execute()
                .testEvents()
                .assertStatistics(run -> run.skipped(0).aborted(0))
                .finished()
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus() == Status.FAILED)
                .forEach(event -> rules.addAll(Rules.of(method(event))));
        return rules;
    }

    private static Method method(Event failed) {
        return failed.getTestDescriptor()
                .getSource()
                .map(MethodSource.class::cast)
                .orElseThrow()
                .getJavaMethod();
    }

    static class Users extends UserStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Threads extends ThreadStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Chat extends ChatStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Contacts extends ContactStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Patterns extends PatternStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Memories extends MemoryStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class ExternalIds extends ExternalIdStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Vectors extends VectorStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Search extends SearchStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Context extends ContextReaderContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Transactions extends TransactionContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class OutboxSuite extends OutboxContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class States extends StateStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Histories extends MemoryHistoriesContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Days extends DailyStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Erasure extends ErasureContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Isolation extends IsolationContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Concurrency extends ConcurrencyContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Turns extends TurnContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Export extends ExportContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Rows extends RowStoreContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class Jobs extends JobQueueContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class JobWorkers extends JobWorkerContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }
}
