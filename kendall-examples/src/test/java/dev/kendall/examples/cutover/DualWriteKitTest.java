package dev.kendall.examples.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.cutover.Stage;
import dev.kendall.testkit.ChatStoreContract;
import dev.kendall.testkit.ConcurrencyContract;
import dev.kendall.testkit.ContactStoreContract;
import dev.kendall.testkit.ContextReaderContract;
import dev.kendall.testkit.ErasureContract;
import dev.kendall.testkit.ExportContract;
import dev.kendall.testkit.ExternalIdStoreContract;
import dev.kendall.testkit.IsolationContract;
import dev.kendall.testkit.MemoryStoreContract;
import dev.kendall.testkit.OutboxContract;
import dev.kendall.testkit.PatternStoreContract;
import dev.kendall.testkit.SearchStoreContract;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.ThreadStoreContract;
import dev.kendall.testkit.TransactionContract;
import dev.kendall.testkit.TurnContract;
import dev.kendall.testkit.UserStoreContract;
import dev.kendall.testkit.VectorStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A base on Airtable and PostgreSQL keep the contract of one storage, and hold the same when what is owed is settled. One stage is tried;
 * {@code -Dkendall.cutover.stages=DUAL_WRITE,LIVE} names others, {@code all} tries every stage, and takes minutes.
 */
@ParameterizedClass
@MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
class DualWriteKitTest {
    @Parameter
    Stage stage;

    private TwoStorages storages;

    /** After each test of each suite, while the suite has not closed the storage yet. */
    @RegisterExtension
    final AfterTestExecutionCallback equalSides = test -> assertEqualSides();

    private StorageFixture inTheStage() {
        storages = new TwoStorages(stage);
        return storages;
    }

    private void assertEqualSides() {
        if (stage.copies()) {
            assertThat(storages.differences()).isEmpty();
            assertThat(storages.debts()).as("debts").isZero();
        }
    }

    @Nested
    class UsersIn extends UserStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ThreadsIn extends ThreadStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ChatsIn extends ChatStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ContactsIn extends ContactStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class PatternsIn extends PatternStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class MemoriesIn extends MemoryStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ExternalIdsIn extends ExternalIdStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class VectorsIn extends VectorStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class SearchIn extends SearchStoreContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ContextIn extends ContextReaderContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class TransactionsIn extends TransactionContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class OutboxIn extends OutboxContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ErasureIn extends ErasureContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class IsolationIn extends IsolationContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ConcurrencyIn extends ConcurrencyContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class TurnIn extends TurnContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }

    @Nested
    class ExportIn extends ExportContract {
        @Override
        protected StorageFixture fixture() {
            return inTheStage();
        }
    }
}
